"""Times of waiting, as people say them."""


def duration(seconds: int) -> str:
    """Such as 45 s, 1 min or 1 min 15 s: the signs are the same in every language of the desk."""
    minutes, rest = divmod(seconds, 60)
    parts = [f"{minutes} min"] if minutes else []
    return " ".join([*parts, f"{rest} s"] if rest or not minutes else parts)
