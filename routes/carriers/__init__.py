"""Carriers: how each signs its requests, what it is answered, and what its REST API can do."""
