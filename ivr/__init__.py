"""The phone tree: what a caller hears, which keys do what, and who is rung.

Pure Python. Nothing here knows the web, the carrier, the clock or, during a call, the disk.
"""
