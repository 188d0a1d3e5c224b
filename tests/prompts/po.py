"""PO files of a few lines."""

HEADER = """# The Dutch translations.
msgid ""
msgstr ""
"Project-Id-Version: Wayout\\n"
"Last-Translator: A volunteer\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"""


def entry(prompt: str, english: str, said: str = "", notes: str = "") -> str:
    """One prompt, with its comment lines before it."""
    return f'{notes}\nmsgctxt "{prompt}"\nmsgid "{english}"\nmsgstr "{said}"\n'


def po(*entries: str) -> str:
    """A whole file."""
    return "\n".join((HEADER, *entries))
