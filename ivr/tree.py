"""The whole phone tree, loaded: its nodes, its keys, its limits, and who can be called."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Self, cast

from pydantic import BaseModel, ConfigDict, Field, model_validator

from ivr.destinations import Destinations
from ivr.exits import Exit
from ivr.node import Node
from ivr.nodes.languages import Languages
from ivr.nodes.menu import Option
from ivr.notices import NoticeTexts
from ivr.notices import script as script_of_notices
from ivr.step import Utterance


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Keys(_Table):
    """The keys that do the same everywhere: 0, 9, * and #. 1 to 8 belong to the nodes."""

    person: str = Field(pattern=r"^[09*#]$")
    back: str = Field(pattern=r"^[09*#]$")
    again: str = Field(pattern=r"^[09*#]$")
    quiet: str = Field(pattern=r"^[09*#]$")


class Goes(_Table):
    """The nodes that the tree itself leads to."""

    start: str
    main: str
    person: str
    quiet: str
    farewell: str
    verify: str


class Reprompt(_Table):
    """What is said before a question is asked once more, and how often it is asked."""

    attempts: int = Field(ge=1, le=5)
    wrong: str
    silence: str


class Ringing(_Table):
    """Limits of a transfer. A chain is one run through the hunt order.

    line: seconds that a line rings. emergency: the same for the emergency trunk. whisper: seconds
    that a whisper may last. chain: seconds of ringing and whispers in a chain. chains: after how
    many of them a caller who presses nothing is let go.
    """

    line: int = Field(ge=5, le=60)
    emergency: int = Field(ge=5, le=120)
    whisper: int = Field(ge=5, le=60)
    chain: int = Field(ge=5, le=300)
    chains: int = Field(ge=1, le=5)

    @model_validator(mode="after")
    def _a_first_line_fits(self) -> Self:
        if self.line + self.whisper > self.chain or self.emergency > self.chain:
            raise ValueError(
                "'chain' is too short for one line: 'line' and 'whisper', or 'emergency'"
            )
        return self


class Apology(_Table):
    """What is said when a step fails: before the helpline rings, and when it does not answer."""

    before: str
    after: str


class Fallback(_Table):
    """What a caller hears while the server is down, in each of these languages: before the helpline
    rings, and after that, whether or not anybody answered.
    """

    languages: tuple[str, ...] = Field(min_length=1)
    before: str
    after: str


class Numbers(_Table):
    """Numbers that callers are told to dial themselves."""

    emergency: str
    police: str


@dataclass(frozen=True)
class Tree:
    """The tree as the engine walks it.

    parents: node -> the menu to which * leads from there.
    undecided: the languages in which a caller is spoken to who has chosen none.
    short: the languages that have the main path and people only: not every option of a menu.
    once: the prompts that are said once in a call, however often the call comes by.
    notices: what coordinators can put on air without a translator.
    offered: the languages that a caller can have.
    """

    nodes: Mapping[str, Node]
    parents: Mapping[str, str]
    keys: Keys
    goes: Goes
    reprompt: Reprompt
    ringing: Ringing
    numbers: Numbers
    undecided: tuple[str, ...]
    short: tuple[str, ...]
    once: tuple[str, ...]
    apology: Apology
    fallback: Fallback
    notices: NoticeTexts
    destinations: Destinations
    offered: frozenset[str]

    @property
    def language_page(self) -> Languages:
        """The node at which a call begins. A tree without one is not loaded (ivr/check.py)."""
        return cast(Languages, self.nodes[self.goes.start])

    @property
    def only_in_own_language(self) -> frozenset[str]:
        """Prompts that English cannot stand in for: the announcement of a language, whose English
        text gives the key to English, and what is said to a caller who is overheard.
        """
        return frozenset({self.language_page.announces, *self.nodes[self.goes.quiet].content("")})

    def level(self, name: str) -> int:
        """How deep a node stands: the main menu is on level 1."""
        level = 1
        while name != self.goes.main:
            name = self.parents.get(name, self.goes.main)
            level += 1
        return level

    def has(self, choice: Option | Exit, language: str) -> bool:
        """Whether callers in this language have a choice."""
        return choice.in_short or language not in self.short

    def ways_out(self, name: str, language: str) -> tuple[Exit, ...]:
        """The ways out of a node that callers in this language have."""
        return tuple(one for one in self.nodes[name].exits() if self.has(one, language))

    def reach(self, language: str) -> frozenset[str]:
        """The nodes that callers in this language can come to, by any key, and those of the people
        who pick up. A short language does not reach all.
        """
        reached: set[str] = set()
        queue = list(self.goes.model_dump().values())
        while queue:
            name = queue.pop()
            if name in self.nodes and name not in reached:
                reached.add(name)
                queue += [way_out.node for way_out in self.ways_out(name, language)]
                queue.append(self.parents.get(name, self.goes.start))
        return frozenset(reached)

    def values(self) -> dict[str, str]:
        """What fills a prompt's placeholders everywhere: the keys and the numbers."""
        return self.keys.model_dump() | self.numbers.model_dump()

    def script(self) -> Iterator[tuple[str, Utterance]]:
        """Everything that can be said, each with the node that says it. A short language says
        nothing of a node that its callers cannot come to.
        """
        reach = {language: self.reach(language) for language in self.short}
        for name, node in self.nodes.items():
            for line in node.script(self):
                if name in reach.get(line.language, self.nodes):
                    yield name, line
        again, apology, fallback = self.reprompt, self.apology, self.fallback
        for prompt in (again.wrong, again.silence, apology.before, apology.after):
            yield from (("(everywhere)", line) for line in self.in_every_language(prompt))
        for prompt in (fallback.before, fallback.after):
            spoken = (language for language in fallback.languages if language in self.offered)
            yield from (("(fallback)", Utterance(prompt, language)) for language in spoken)
        yield from (("(notices)", line) for line in script_of_notices(self))

    def openings(self) -> Iterator[Utterance]:
        """Everything with which a call can begin: any announcement, any welcome, any apology of the
        fallback.
        """
        page, fallback = self.language_page, self.fallback
        for _, line in self.script():
            first_of_fallback = (
                line.prompt == fallback.before and line.language in fallback.languages
            )
            if line.prompt in (page.announces, page.welcomes) or first_of_fallback:
                yield line.opening

    def in_every_language(self, prompt: str, **values: str) -> Iterator[Utterance]:
        """A prompt in every language that is offered."""
        return (
            Utterance(prompt, language, tuple(values.items())) for language in sorted(self.offered)
        )
