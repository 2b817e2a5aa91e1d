"""The values that a mapping gives for fields that are blank or have no column."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from amtui.data.formats.cells import Bad, CellStyle, cell_parser
from amtui.data.formats.fields import FieldSpec, Layout, Parser
from amtui.data.formats.file_mapping import FileMapping
from amtui.data.formats.notes import Notes
from amtui.data.formats.stamps import DateStyle, parse_stamp
from amtui.data.formats.zones import one_to_utc
from amtui.domain.errors import UsageError


def parsed_defaults(layout: Layout, said: FileMapping) -> Mapping[str, object]:
    """Return the defaults of a mapping as they are stored.

    Raises:
        UsageError: a field is not known or a value is none of its kind.
    """
    return {name: _parsed(layout, name, text, said) for name, text in said.defaults.items()}


def _parsed(layout: Layout, name: str, text: str, said: FileMapping) -> object:
    spec = layout.field(name)
    if spec is None:
        known = ", ".join(known.name for known in layout.fields)
        raise UsageError(
            f"The mapping gives a default for {name!r}, which {layout.kind} lack; known are {known}."
        )
    try:
        value = _instant(spec, text, said) if spec.parser is Parser.INSTANT else _value(spec, text, said)
    except ValueError as error:
        raise UsageError(f"The mapping's default for {name} cannot be: {error}.") from error
    return value


def _value(spec: FieldSpec, text: str, said: FileMapping) -> object:
    order = said.date_format
    style = CellStyle(1.0, said.decimal, DateStyle(order if order in {"dmy", "mdy", "ymd"} else None))
    (value,) = cell_parser(spec, style, Notes())([text])
    if isinstance(value, Bad):
        raise ValueError(value.reason)  # noqa: TRY004 what is wrong is the text, not its type
    return value


def _instant(spec: FieldSpec, text: str, said: FileMapping) -> int:
    micros, in_utc = parse_stamp(text, DateStyle())
    if in_utc:
        return micros
    if said.zone is None:
        raise ValueError(f"{text!r} names no zone; write {spec.name} with an offset such as +01:00")
    return one_to_utc(micros, ZoneInfo(said.zone))
