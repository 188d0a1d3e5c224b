"""Connections to a database, and the migrations of the desk's tables."""
