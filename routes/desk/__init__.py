"""The desk: pages under /staff, for people who are logged in. Each page has a file."""
