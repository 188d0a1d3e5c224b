"""Releases: changes that were made at the desk, over the files in git."""
