"""Twilio's REST API: for the command line, and for the one call that cannot do without it.

Only a call that an interpreter joins, or could join, waits for it
(`routes/webhook/interpreter.py`): two seconds a request, nothing is tried twice, and when it
fails the call goes on without.
"""
