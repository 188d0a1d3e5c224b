"""Reads the page Activity."""

import re
from html import unescape


def section(page: str, name: str) -> str:
    """One part of the page."""
    return page.partition(f'aria-labelledby="{name}"')[2].partition("</section>")[0]


def rows(part: str) -> list[list[str]]:
    """The table of a part: a header, and then a row each."""
    found = [
        re.findall(r"<t[hd][^>]*>([^<]*)</t[hd]>", row)
        for row in re.findall(r"<tr.*?</tr>", part, re.DOTALL)
    ]
    return [[unescape(cell) for cell in row] for row in found]
