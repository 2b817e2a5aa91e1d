"""Whether the lines of a calendar hold together, told by number before anything is made of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from amtui.domain.errors import Refused
from amtui.domain.wording import shortened

AGAIN = "Export it again."
EVENT, CALENDAR = "VEVENT", "VCALENDAR"
_NEWLINE = re.compile(r"\r?\n")
_PLAIN = re.compile(r"([A-Za-z0-9-]+)(?:;[A-Za-z0-9-]+=[^\x00-\x08\x0a-\x1f\";:,]*)*:")
"""Properties as nearly all are: others take a closer look, which takes its time."""


@dataclass(frozen=True, slots=True)
class Line:
    """One property, unfolded: the number of its first line, its name, and what comes after the colon."""

    number: int
    name: str
    value: str
    text: str


@dataclass(slots=True)
class EventLines:
    """The lines of one event.

    Attributes:
        line: on which it begins.
        properties: those of the event and of what is inside it.
        fault: the first line that is no property, in words.
    """

    line: int
    properties: list[Line] = field(default_factory=list)
    fault: str | None = None

    def of(self, name: str) -> Line | None:
        """Return the last line of that name, which is the one that a second one leaves."""
        return next((each for each in reversed(self.properties) if each.name == name), None)


@dataclass(slots=True)
class CalendarLines:
    """The lines of a calendar, once it is known that what begins also ends.

    Attributes:
        events: in the order of the file.
        others: properties outside events.
    """

    events: list[EventLines] = field(default_factory=list)
    others: list[Line] = field(default_factory=list)


def calendar_lines(name: str, text: str) -> CalendarLines:
    """Return the lines of a calendar.

    Args:
        name: of the file.
        text: all of it.

    Raises:
        Refused: it was cut off, or its lines do not hold together.
    """
    found, open_ = CalendarLines(), list[tuple[str, int]]()
    for number, text_ in _unfolded(text):
        line = _line(number, text_)
        event = found.events[-1] if any(word == EVENT for word, _ in open_) else None
        if line is None and event is not None:
            event.fault = event.fault or no_property(number, text_)
        elif line is None:
            raise broken(name, no_property(number, text_))
        elif line.name == "BEGIN":
            _begin(name, line, found, open_)
        elif line.name == "END":
            _end(name, line, open_)
        elif not open_ and line.name != "X-COMMENT":
            raise broken(name, f"line {number}: {line.name} stands in no calendar")
        elif event is not None:
            event.properties.append(line)
        elif open_:
            found.others.append(line)
    if open_:
        word, number = open_[-1]
        raise broken(name, f"the file ends before the {word} of line {number} does, as if it was cut off")
    return found


def broken(name: str, why: str) -> Refused:
    """Return the refusal of a file."""
    return Refused(f"{name} is a broken calendar: {why}.", next=AGAIN)


def no_property(number: int, text: str) -> str:
    """Return that a line is none of a calendar, in words."""
    return f"line {number} is no property: {shortened(repr(text))}"


def _begin(name: str, line: Line, found: CalendarLines, open_: list[tuple[str, int]]) -> None:
    word = line.value.strip().upper()
    if word == EVENT:
        for other, number in open_:
            if other == EVENT:
                raise broken(name, f"line {line.number}: an event begins inside that of line {number}")
        found.events.append(EventLines(line.number))
    open_.append((word, line.number))


def _end(name: str, line: Line, open_: list[tuple[str, int]]) -> None:
    word = line.value.strip().upper()
    if not open_:
        raise broken(name, f"line {line.number}: END:{word}, but nothing has begun")
    due, number = open_.pop()
    if word != due:
        raise broken(
            name, f"line {line.number}: END:{word}, but it is the {due} of line {number} that is to end"
        )


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Yield each line with what is folded to it, by the number of its first; empty ones are passed over."""
    number, kept = 0, ""
    for n, line in enumerate(_NEWLINE.split(text), 1):
        if line[:1] in {" ", "\t"} and kept:
            kept += line[1:]
        elif line:
            if kept:
                yield number, kept
            number, kept = n, line
    if kept:
        yield number, kept


def _line(number: int, text: str) -> Line | None:
    plain = _PLAIN.match(text)
    if plain is not None:
        return Line(number, plain[1].upper(), text[plain.end() :], text)
    from icalendar.parser import Contentline

    try:
        name, _, value = Contentline(text).parts()  # type: ignore[no-untyped-call]
    except ValueError:
        return None
    return Line(number, name.upper(), value, text)
