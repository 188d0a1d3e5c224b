"""The kinds of node, one file each. `kind` in hotline.toml chooses among them."""

from typing import Annotated

from pydantic import Field

from ivr.nodes.goodbye import Goodbye
from ivr.nodes.languages import Languages
from ivr.nodes.menu import Menu
from ivr.nodes.message import Message
from ivr.nodes.postcode import Postcode
from ivr.nodes.transfer import Transfer
from ivr.nodes.verify import Verify
from ivr.nodes.whisper import Whisper

AnyNode = Annotated[
    Goodbye | Languages | Menu | Message | Postcode | Transfer | Verify | Whisper,
    Field(discriminator="kind"),
]
