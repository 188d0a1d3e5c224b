"""Master -> clip: speech made ready for a telephone.

Trimmed, cleared of rumble, lifted where consonants live, evened out and brought to one level, then
resampled by ffmpeg (pydub's own resampling folds high tones back) to 8 kHz mono mu-law, the
telephone's own format.
"""

from io import BytesIO
from math import log10, sqrt

from pydub import AudioSegment
from pydub.silence import detect_leading_silence
from pydub.utils import make_chunks

from audio.clip import encode
from audio.ffmpeg import ready

RECIPE = "2026-11, limited"
"""Names this way of mastering; change it with anything below, so that clips are made anew."""

LEVEL = -20.0
"""Active speech level, dBov (telephony practice; RFC 7874 recommends -22)."""
PEAK = -3.0
"""Highest sample, dBFS."""
LEAD, TAIL = 50, 150
"""Milliseconds of silence before and after the words."""
_SILENCE = -45.0
"""dBFS below the loudest moment: what counts as silence at the ends."""
_NOTHING = -60.0
"""dBFS: what is left of a sound that no telephone carries."""
_SHAPE = (
    "highpass=f=150,"
    "treble=g=5:f=1600:width_type=q:width=0.7,"
    "acompressor=threshold=-24dB:ratio=2.5:attack=5:release=80,"
    "aresample=8000:resampler=swr:filter_size=64,"
    "alimiter=limit=-10dB:level=disabled:attack=2:release=20"
)


def master_to_clip(master: AudioSegment) -> bytes:
    """A WAV file, 8 kHz mono mu-law. Raises ValueError when the master is silent."""
    ready()
    trimmed = _trim(master.set_channels(1))
    return encode(_level(_shape(trimmed)))


def active_level(speech: AudioSegment) -> float:
    """The level of the parts in which somebody speaks, dBov (in the manner of ITU-T P.56)."""
    powers = [chunk.rms**2 for chunk in make_chunks(speech, 20)]
    floor = max(powers) / 10**2.5
    active = [power for power in powers if power > floor]
    return 20 * log10(sqrt(sum(active) / len(active)) / speech.max_possible_amplitude)


def level_master(speech: AudioSegment) -> AudioSegment:
    """Speech of any engine or microphone, trimmed and at one level. Raises ValueError when it is
    silent.
    """
    trimmed = _trim(speech.set_channels(1))
    return _level(trimmed)


def _trim(master: AudioSegment) -> AudioSegment:
    if master.rms == 0:
        raise ValueError("the master is silent")
    threshold = master.max_dBFS + _SILENCE
    start = detect_leading_silence(master, threshold, chunk_size=5)
    end = len(master) - detect_leading_silence(master.reverse(), threshold, chunk_size=5)
    lead, tail = (AudioSegment.silent(duration, master.frame_rate) for duration in (LEAD, TAIL))
    return lead + master[start:end].fade_in(3).fade_out(10) + tail


def _shape(speech: AudioSegment) -> AudioSegment:
    shaped = BytesIO()
    even = speech.apply_gain(LEVEL - active_level(speech))
    even.export(shaped, format="wav", parameters=["-af", _SHAPE, "-ar", "8000", "-ac", "1"])
    return AudioSegment.from_wav(shaped)


def _level(speech: AudioSegment) -> AudioSegment:
    if speech.max_dBFS < _NOTHING:
        raise ValueError("the master is silent where a telephone can hear")
    gain = LEVEL - active_level(speech)
    return speech.apply_gain(min(gain, PEAK - speech.max_dBFS))
