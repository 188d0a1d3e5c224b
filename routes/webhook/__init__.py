"""What a carrier requests: the steps of a call, clips, health, and the apology when a step
fails.
"""
