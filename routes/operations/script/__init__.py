"""The script: everything that is said, with all that is known of it. For translators and
coordinators.
"""
