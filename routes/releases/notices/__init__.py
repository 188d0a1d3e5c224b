"""Notices of the coordinators: kept in the desk's database, and taken by every process."""
