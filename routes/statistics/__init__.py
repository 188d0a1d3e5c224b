"""What the hotline counts: how often something happened in an hour, and never who it happened
to.
"""
