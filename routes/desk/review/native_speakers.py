"""All pages of native speakers, as one blueprint."""

from routes.desk.review import pages, record_pages
from routes.desk.review.door import routes as native_speakers

__all__ = ["native_speakers"]

PAGES = (pages, record_pages)
"""The modules that add pages to it."""
