"""QR codes, as images that a page can hold."""

import segno


def qr_image(text: str) -> str:
    """A data: address of an SVG. It is dark on white also on a dark page: few cameras read the
    other way round.
    """
    code = segno.make(text, error="m", micro=False)
    return str(code.svg_data_uri(scale=4, border=4, dark="#000", light="#fff"))
