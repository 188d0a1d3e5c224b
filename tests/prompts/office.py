"""Spreadsheets as office programs write them, with what no library writes."""

from collections.abc import Mapping
from pathlib import Path
from zipfile import ZipFile

import xlsxwriter

TITLES = ("prompt", "English", "translation")
_NAMESPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in {
        "office": "office",
        "style": "style",
        "table": "table",
        "text": "text",
        "fo": "xsl-fo-compatible",
    }.items()
)


def xlsx(path: Path, rows: Mapping[str, str], english: str = "Goodbye.") -> Path:
    """A workbook: below the titles a row for each prompt, its translation a cell of raw XML, in
    which {place} is its place.
    """
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("nl")
        sheet.write_row(0, 0, TITLES)
        # the styles: 1 is struck out, 2 is a date
        formats = [book.add_format(one) for one in ({"font_strikeout": 1}, {"num_format": 14})]
        for number, look in enumerate(formats):
            sheet.write_blank(0, 5 + number, None, look)
    titles = "".join(_inline(f"{'ABC'[number]}1", title) for number, title in enumerate(TITLES))
    lines = [f'<row r="1">{titles}</row>']
    for number, (prompt, cell) in enumerate(rows.items(), 2):
        named = prompt.rpartition("|")[2]
        beside = _inline(f"A{number}", named) + _inline(f"B{number}", english)
        lines.append(f'<row r="{number}">{beside}{cell.format(place=f"C{number}")}</row>')
    return _replace(path, "xl/worksheets/sheet1.xml", _sheet("".join(lines)))


def words(text: str, style: int = 0) -> str:
    """A cell with a text, as raw XML."""
    return f'<c r="{{place}}" s="{style}" t="inlineStr"><is><t>{text}</t></is></c>'


def ods(path: Path, rows: Mapping[str, str], english: str = "Goodbye.") -> Path:
    """A document of LibreOffice, in the same manner. Style "gone" strikes out."""
    lines = [_line(*TITLES[:2], ods_words(TITLES[2]))]
    lines += [_line(prompt.rpartition("|")[2], english, cell) for prompt, cell in rows.items()]
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_NAMESPACES} '
        'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">'
        '<office:automatic-styles><style:style style:name="gone" style:family="text">'
        '<style:text-properties style:text-line-through-style="solid"/></style:style>'
        '<style:style style:name="bold" style:family="text">'
        '<style:text-properties fo:font-weight="bold"/></style:style>'
        '<style:style style:name="cell-gone" style:family="table-cell" '
        'style:parent-style-name="gone"/></office:automatic-styles>'
        '<office:body><office:spreadsheet><table:table table:name="nl">'
        + "".join(lines)
        + '<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
        'table:number-columns-repeated="1024"/></table:table-row>'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    with ZipFile(path, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        file.writestr("content.xml", content)
    return path


def ods_words(paragraph: str, style: str = "") -> str:
    """A cell with a paragraph, as raw XML."""
    look = f' table:style-name="{style}"' if style else ""
    return (
        f'<table:table-cell office:value-type="string"{look}><text:p>{paragraph}</text:p>'
        "</table:table-cell>"
    )


def _line(prompt: str, english: str, cell: str) -> str:
    return f"<table:table-row>{ods_words(prompt)}{ods_words(english)}{cell}</table:table-row>"


def _inline(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def _sheet(rows: str) -> str:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>'


def _replace(path: Path, name: str, content: str) -> Path:
    with ZipFile(path) as file:
        parts = {one: file.read(one) for one in file.namelist()}
    with ZipFile(path, "w") as file:
        for one, old in parts.items():
            file.writestr(one, content if one == name else old)
    return path
