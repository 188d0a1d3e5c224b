"""Something that a rule finds wrong now."""

from dataclasses import dataclass
from datetime import date

from pydantic import BaseModel, ConfigDict, ValidationError

from routes.warnings.rules import Rule


class Told(BaseModel):
    """A sentence that is translated where it is shown. plain: in English, with %(name)s for the
    values. It tells nothing of a caller.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    plain: str
    values: dict[str, int | str] = {}
    dates: dict[str, date] = {}

    @staticmethod
    def of(plain: str, **values: object) -> "Told":
        """A sentence with these values."""
        dates = {name: value for name, value in values.items() if isinstance(value, date)}
        others = {
            name: value if isinstance(value, int) else str(value)
            for name, value in values.items()
            if name not in dates
        }
        return Told(plain=plain, values=others, dates=dates)


@dataclass(frozen=True, slots=True)
class Trouble:
    """subject: tells apart what one rule finds; the same as long as it is the same thing."""

    rule: Rule
    subject: str
    told: Told


def read_told(kept: str) -> Told:
    """A sentence as it was kept; an empty one where another version has kept it."""
    try:
        return Told.model_validate_json(kept)
    except ValidationError:
        return Told(plain="")
