"""The offline listener: what does it understand, and which text is that?

Whisper and viet-asr are in an environment of their own (`make listener`), since they are large and
share nothing with the hotline. So all but `letters.py` runs only there.
"""
