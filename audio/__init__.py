"""How it sounds: from a text to a clip that a telephone can play."""

import warnings
from contextlib import suppress

# The offline listener has an environment of its own, without pydub (audio/listening).
with warnings.catch_warnings(), suppress(ModuleNotFoundError):
    # pydub looks for ffmpeg on the PATH when it is imported. Ours is in a wheel (audio/ffmpeg.py).
    warnings.filterwarnings("ignore", "Couldn't find ffmpeg", RuntimeWarning)
    warnings.filterwarnings("ignore", "'audioop' is deprecated", DeprecationWarning)
    import pydub  # noqa: F401
