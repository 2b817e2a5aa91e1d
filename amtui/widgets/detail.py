"""Key and value lists and timelines as content for a preview pane, from plain values."""

from collections.abc import Iterable, Sequence

from rich.cells import cell_len
from textual.content import Content

from amtui.domain.frozen import dataclass
from amtui.widgets.text import many_lines, one_line, pad

MUTED = "$text-muted"
ABSENT = "–"


@dataclass(frozen=True, slots=True)
class Field:
    """One line of a key and value list; the value may come from outside and have several lines.

    Attributes:
        label: what it is.
        value: what it says; empty shows a dash. Content is taken as it is.
        style: a Textual style for the value, such as ``$text-error``; never from outside.
    """

    label: str
    value: str | Content | None
    style: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened.

    Attributes:
        when: the time in words.
        who: by whom.
        what: what happened.
        note: text of several lines, or empty.
        glyph: one cell before it.
        style: a Textual style for the glyph; never from outside.
    """

    when: str
    who: str
    what: str
    note: str = ""
    glyph: str = "·"
    style: str = ""


def title(text: str, *, style: str = "bold") -> Content:
    """A heading on one line, from outside or not."""
    return Content.styled(one_line(text), style)


def key_values(fields: Iterable[Field], *, label_cells: int = 0) -> Content:
    """Labels in one column, dimmed, values beside; lines of a value after the first are indented.

    Args:
        fields: in the order shown.
        label_cells: width of the labels' column; 0 is as wide as the widest label.
    """
    listed = list(fields)
    cells = label_cells or max((cell_len(one_line(field.label)) for field in listed), default=0)
    return Content("\n").join([_key_value(field, cells) for field in listed])


def _key_value(field: Field, cells: int) -> Content:
    label = Content.styled(pad(one_line(field.label), cells) + "  ", MUTED)
    if isinstance(field.value, Content):
        return label + field.value
    if not field.value:
        return label + Content.styled(ABSENT, MUTED)
    return label + Content.styled(_indented(field.value, cells + 2), field.style)


def timeline(events: Sequence[Event], *, empty: str = "Nothing happened yet.") -> Content:
    """Events under one another: glyph, time, who and what, then the note, indented.

    Args:
        events: in the order shown.
        empty: what to say when there are none.
    """
    if not events:
        return Content.styled(one_line(empty), MUTED)
    return Content("\n").join([_event(event) for event in events])


def _event(event: Event) -> Content:
    head = Content.assemble(
        (f"{one_line(event.glyph)} ", event.style),
        (f"{one_line(event.when)}  ", MUTED),
        one_line(event.who) + ("  " if event.who else ""),
        one_line(event.what),
    )
    return head + Content.styled("\n  " + _indented(event.note, 2), "") if event.note else head


def stacked(blocks: Iterable[Content]) -> Content:
    """Blocks under one another with an empty line between, the empty ones left out."""
    return Content("\n\n").join([block for block in blocks if block.plain])


def _indented(text: str, cells: int) -> str:
    return many_lines(text).replace("\n", "\n" + " " * cells)
