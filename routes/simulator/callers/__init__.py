"""Simulated callers: people who act by chance, and many calls at the same time."""
