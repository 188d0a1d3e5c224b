"""A catalogue, or the English source, whose texts are changed. Its comments and its order stay."""

from babel.messages.catalog import Message

from prompts.catalogue import SOURCE_LANGUAGE
from prompts.po import PoFile, content_of_po, po_file_of
from routes.releases.change import Value
from routes.releases.entities import EnglishOf, NoSuchEntity, Text


class TextsFile:
    """One PO file. changed: whether something was written."""

    def __init__(self, path: str, content: bytes) -> None:
        self.changed = False
        self._is_source = path.startswith("template/")
        try:
            self._file: PoFile = po_file_of(content, path)
        except ValueError as error:
            raise NoSuchEntity(str(error)) from None

    def read(self, entity: Text | EnglishOf) -> Value:
        """What a prompt says, or of which English it is the translation. Raises NoSuchEntity."""
        message = self._message(entity)
        if isinstance(entity, EnglishOf):
            return "" if message.fuzzy else str(message.id)
        is_source = entity.language == SOURCE_LANGUAGE  # it has its texts where others have English
        return str((message.id if is_source else message.string) or "")

    def write(self, entity: Text | EnglishOf, value: Value) -> None:
        """Let a prompt say something else. Raises NoSuchEntity."""
        message = self._message(entity)
        if isinstance(entity, EnglishOf):
            message.id, message.previous_id = str(value), []
            message.flags.discard("fuzzy")
        elif entity.language == SOURCE_LANGUAGE:
            message.id = str(value)
        else:
            message.string = str(value)
        self.changed = True

    @property
    def content(self) -> bytes:
        """The file as it is now."""
        return content_of_po(self._file, is_source=self._is_source)

    def _message(self, entity: Text | EnglishOf) -> Message:
        message = self._file.messages.get(entity.prompt)
        if message is None:
            raise NoSuchEntity(f"{entity.language}.po has no prompt {entity.prompt!r}")
        return message
