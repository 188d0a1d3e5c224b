"""The kinds of node, one file each. `kind` in hotline.toml chooses among them."""

from collections.abc import Iterator
from functools import reduce
from importlib import import_module
from operator import or_
from pkgutil import iter_modules
from typing import Annotated, Any, Literal, get_origin

from pydantic import Field, GetPydanticSchema

from ivr.node import Node


def kinds() -> Iterator[type[Node]]:
    """The classes in this folder whose `kind` is one word. A new file is found without being named
    anywhere.
    """
    for module in iter_modules(__path__, f"{__name__}."):
        for found in vars(import_module(module.name)).values():
            if not (isinstance(found, type) and issubclass(found, Node)):
                continue
            is_one_kind = get_origin(found.model_fields["kind"].annotation) is Literal
            if is_one_kind and found.__module__ == module.name:
                yield found


_UNION: Any = Annotated[reduce(or_, kinds()), Field(discriminator="kind")]

AnyNode = Annotated[
    Node, GetPydanticSchema(lambda _source, handler: handler.generate_schema(_UNION))
]
"""A node of any kind, as it is written in hotline.toml."""
