"""A catalogue whose texts are changed. Its comments and its order stay."""

from babel.messages.catalog import Message

from prompts.po import PoFile, content_of_po, po_file_of
from routes.releases.change import Value
from routes.releases.entities import NoSuchEntity, Text


class TextsFile:
    """One PO file. changed: whether something was written."""

    def __init__(self, path: str, content: bytes) -> None:
        self.changed = False
        try:
            self._file: PoFile = po_file_of(content, path)
        except ValueError as error:
            raise NoSuchEntity(str(error)) from None

    def read(self, entity: Text) -> Value:
        """What a prompt says. Raises NoSuchEntity."""
        return str(self._message(entity).string or "")

    def write(self, entity: Text, value: Value) -> None:
        """Let a prompt say something else. Raises NoSuchEntity."""
        self._message(entity).string = str(value)
        self.changed = True

    @property
    def content(self) -> bytes:
        """The file as it is now."""
        return content_of_po(self._file)

    def _message(self, entity: Text) -> Message:
        message = self._file.messages.get(entity.prompt)
        if message is None:
            raise NoSuchEntity(f"{entity.language}.po has no prompt {entity.prompt!r}")
        return message
