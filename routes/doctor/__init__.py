"""Why a call to this hotline could fail: what is checked, and what it finds. Knows nothing of who
reads it.
"""
