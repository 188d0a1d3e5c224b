"""ffmpeg, from the wheel that carries it, for pydub."""

from functools import cache

from imageio_ffmpeg import get_ffmpeg_exe
from pydub import AudioSegment


@cache
def ready() -> None:
    """Tell pydub where ffmpeg is. Raises RuntimeError when there is none."""
    AudioSegment.converter = get_ffmpeg_exe()
