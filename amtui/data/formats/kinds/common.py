"""Fields and steps that several kinds of record share."""

from amtui.data.formats.fields import FieldSpec, Parser
from amtui.data.formats.frame import Column, Frame
from amtui.data.formats.repeats import content_ids

ACCOUNT = FieldSpec(
    "account",
    aliases=(
        "account name", "customer", "customer name", "client", "client name", "company", "company name",
        "organization", "organisation", "organization name", "tenant", "konto", "kunde", "firma",
    ),
    means="whose it is",
)  # fmt: skip
DATE = FieldSpec("date", Parser.INSTANT, ("day", "call date", "datum", "start date"))
TIME = FieldSpec(
    "time",
    Parser.CLOCK,
    ("time of day", "call time", "uhrzeit", "zeit", "hour", "hour of day", "stunde", "start time of day"),
)
MICROS = 1_000_000


def with_ids(frame: Frame, given: Column, identity: tuple[str, ...]) -> list[str]:
    """Return the ids that the file gives; rows without one get one made of their content."""
    if None not in given:
        return list(given)
    made = content_ids([frame.column(name) for name in identity], frame.repeats)
    return [value if value is not None else own for value, own in zip(given, made, strict=True)]


def filled(values: Column, default: str) -> list[str]:
    """Return the values with a default where they are unknown."""
    return [default if value is None else value for value in values]


def first_name(text: str | None) -> str | None:
    """Return the first of the names that a cell lists."""
    return (text or "").split(";")[0].strip() or None
