"""The desk: pages for coordinators under /staff, behind a password. One file a page."""
