"""The error of an engine that cannot speak."""


class EngineError(Exception):
    """An engine could not say a text. The message says why, and what to do."""
