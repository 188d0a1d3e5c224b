"""The desk: pages for coordinators under /staff, behind a password. Each page has a file."""
