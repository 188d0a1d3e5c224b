"""A master as callers would hear it, for a listener who says whether it is good."""

from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from audio.ffmpeg import read
from audio.mastering import master_to_clip


@lru_cache(maxsize=32)
def as_callers_hear(master: bytes) -> bytes:
    """The clip of a master."""
    with TemporaryDirectory(prefix="wayout-heard-") as folder:
        path = Path(folder) / "master.opus"
        path.write_bytes(master)
        return master_to_clip(read(path))
