"""The telephone in the browser, for development and for the desk."""
