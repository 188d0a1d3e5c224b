"""The script: everything that callers hear, with its recordings. For translators and coordinators."""
