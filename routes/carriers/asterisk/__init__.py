"""Asterisk on a machine of one's own: it plays the hotline's documents by way of a FastAGI bridge.

carrier.py is the hotline's side, as of every carrier. The rest is the bridge, which
`flask asterisk serve` starts: server.py takes the connections, leg.py plays documents on a
channel, agi.py speaks Asterisk's protocol, webhooks.py asks the hotline, sounds.py has the clips.
"""
