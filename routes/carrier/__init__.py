"""The carrier's REST API, for the command line only: no call ever waits for it."""
