"""Which requests a command means: named one by one, or listed on stdin by `amtui requests`."""

import csv
import json
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

import click

from amtui.domain.errors import UsageError

F = TypeVar("F", bound=Callable[..., Any])
STDIN = "-"
HELP_STDIN = "as `amtui requests` prints it: a table, --json or --csv"
HEADING = "REF"
"""The first word of a table, above the references."""
_REF = re.compile(r"[A-Za-z][\w-]*-\d+")


@dataclass(frozen=True, slots=True)
class Named:
    """One request as it was named.

    Attributes:
        version: the one that its author saw, where the list on stdin tells it.
    """

    ref: str
    version: int | None = None


class Refs(click.ParamType[tuple[Named, ...]]):
    """References: one, several with commas, or `-` for a list on stdin."""

    name = "refs"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ARG002
        """Return what is named, each once.

        Raises:
            UsageError: nothing is.
        """
        if not isinstance(value, str):
            return value
        if value == STDIN:
            return read_refs(sys.stdin.read())
        found = [Named(part.strip()) for part in value.split(",") if part.strip()]
        return _once(found, value)


REFS = click.argument("refs", metavar="REF", type=Refs())
"""The requests that a command means, one or many."""


def read_refs(text: str) -> tuple[Named, ...]:
    """Return the requests that a list names: JSON, CSV with a column `ref`, a table, or references alone.

    Raises:
        UsageError: no request is named, or a line names none.
    """
    stripped = text.strip()
    if stripped[:1] in {"[", "{"}:
        return _once(list(_of_json(stripped)), "stdin")
    lines = stripped.splitlines()
    if lines and "," in lines[0] and "ref" in next(csv.reader(lines[:1])):
        rows = csv.DictReader(lines)
        return _once([_named(row.get("ref"), row.get("version")) for row in rows], "stdin")
    return _once(list(_of_lines(lines)), "stdin")


def _of_lines(lines: list[str]) -> Iterator[Named]:
    """Yield what lines begin with, and all of a line that holds nothing but references."""
    for number, line in enumerate(lines, start=1):
        words = re.split(r"[\s,]+", line.strip(" \t\r,"))
        named = [word for word in words if _REF.fullmatch(word)]
        if words[0] not in {"", *named} and words[0].upper() != HEADING:
            message = f"line {number} of stdin names no request: “{words[0]}”"
            raise UsageError(message, next=f"Hand over a list {HELP_STDIN}; nothing was changed.")
        yield from map(Named, named if len(named) == len(words) else named[:1])


def _of_json(text: str) -> Iterator[Named]:
    try:
        document = json.loads(text)
    except ValueError as error:
        raise UsageError(f"stdin is no JSON: {error}", next=f"Hand over a list {HELP_STDIN}.") from None
    for row in document if isinstance(document, list) else [document]:
        yield _named(row.get("ref"), row.get("version")) if isinstance(row, dict) else Named(str(row))


def _named(ref: object, version: object) -> Named:
    return Named(str(ref or ""), int(str(version)) if str(version or "").isdigit() else None)


def _once(found: list[Named], where: str) -> tuple[Named, ...]:
    kept = {one.ref.strip().upper(): one for one in found if one.ref.strip()}
    if not kept:
        raise UsageError(f"no request is named by {where}", next=f"Hand over a list {HELP_STDIN}.")
    return tuple(kept.values())
