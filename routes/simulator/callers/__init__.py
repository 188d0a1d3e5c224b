"""Simulated calls: people who act by chance, many calls to this application, and a carrier that
calls over HTTP.
"""
