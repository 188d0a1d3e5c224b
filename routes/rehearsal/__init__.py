"""Simulated calls: people who act by chance, and a carrier that brings their keys to a hotline over HTTP."""
