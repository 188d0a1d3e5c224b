"""What travels with one call: its place in the tree as a URL, the carrier's request, the clock, the
open hotline.
"""
