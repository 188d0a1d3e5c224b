"""The edge: what is reachable over HTTP or from the command line. Only here are Flask and Twilio
known.
"""
