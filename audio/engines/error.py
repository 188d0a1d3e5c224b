"""What an engine says when it cannot speak."""


class EngineError(Exception):
    """The engine could not say the text. The message says why and what to do."""
