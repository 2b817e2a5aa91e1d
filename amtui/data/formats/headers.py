"""Which column of a file holds which field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from amtui.data.formats.fields import FieldSpec, Layout, Parser, header_unit
from amtui.data.formats.file_mapping import FileMapping
from amtui.data.formats.words import squash
from amtui.domain.errors import UsageError


@dataclass(frozen=True, slots=True)
class ColumnUse:
    """A column that holds a field.

    Attributes:
        index: its place, from 0.
        header: as the file writes it.
        spec: the field, with the words of a mapping file added.
        unit: seconds that a bare number counts in it.
    """

    index: int
    header: str
    spec: FieldSpec
    unit: float = 1.0


def match_columns(layout: Layout, header: Sequence[str], mapping: FileMapping) -> tuple[ColumnUse, ...]:
    """Return the columns that hold fields, in the order of the fields.

    A mapping's word goes first; else of the columns whose header means a field the one with the likeliest
    header is taken, and of equal ones the first.

    Raises:
        UsageError: the mapping names a column that the file lacks or a field that the kind lacks.
    """
    if layout.positions:
        return tuple(
            ColumnUse(i, n, _field(layout, n, mapping)) for i, n in enumerate(layout.positions[: len(header)])
        )
    said = _said(layout, header, mapping)
    uses: dict[str, ColumnUse] = {}
    taken = set(said)
    for index, name in said.items():
        if name:
            uses.setdefault(name, _use(index, header[index], _field(layout, name, mapping)))
    for spec in layout.fields:
        if spec.name not in uses:
            found = layout.places.get(spec.name, _likeliest(spec, header, taken))
            if found is not None:
                taken.add(found)
                uses[spec.name] = _use(found, header[found], _field(layout, spec.name, mapping))
    return tuple(uses[spec.name] for spec in layout.fields if spec.name in uses)


def _use(index: int, header: str, spec: FieldSpec) -> ColumnUse:
    unit = header_unit(header)[1] if spec.parser is Parser.DURATION else None
    return ColumnUse(index, header, spec, unit or 1.0)


def _likeliest(spec: FieldSpec, header: Sequence[str], taken: set[int]) -> int | None:
    known = {alias: rank for rank, alias in reversed(list(enumerate(spec.known_as)))}
    ranks = [
        (known[name], index)
        for index, text in enumerate(header)
        if index not in taken
        for name in _names(spec, text)
        if name in known
    ]
    return min(ranks)[1] if ranks else None


def _names(spec: FieldSpec, header: str) -> tuple[str, ...]:
    return (squash(header), header_unit(header)[0]) if spec.parser is Parser.DURATION else (squash(header),)


def _said(layout: Layout, header: Sequence[str], mapping: FileMapping) -> dict[int, str]:
    places: Mapping[str, int] = {squash(text): index for index, text in reversed(list(enumerate(header)))}
    said: dict[int, str] = {}
    for column, name in mapping.columns.items():
        if squash(column) not in places:
            raise UsageError(f"The mapping names a column {column!r} that the file lacks.")
        if name and layout.field(name) is None:
            known = ", ".join(spec.name for spec in layout.fields)
            raise UsageError(
                f"The mapping names a field {name!r} that {layout.kind} lack; known are {known}."
            )
        said[places[squash(column)]] = name
    return said


def _field(layout: Layout, name: str, mapping: FileMapping) -> FieldSpec:
    spec = layout.field(name)
    if spec is None:
        raise UsageError(f"{layout.kind} have no field {name!r}.")
    added = mapping.words.get(name)
    if not added:
        return spec
    allowed = set(spec.words.values())
    wrong = sorted(set(added.values()) - allowed)
    if wrong:
        raise UsageError(
            f"The mapping's words for {name} must be among {', '.join(sorted(allowed))}: {wrong[0]!r}."
        )
    return replace(spec, words={**spec.words, **{squash(word): value for word, value in added.items()}})
