"""The script, for translators and coordinators: everything that callers hear, as it is recorded."""
