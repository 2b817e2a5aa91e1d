"""What a person sees of a file before it is imported."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from amtui.data.faults import translated
from amtui.data.formats import Batch, Kind
from amtui.data.formats.kinds.common import DATE
from amtui.data.formats.looking import Seen, look_into
from amtui.data.formats.meanings import meaning
from amtui.data.formats.words import squash
from amtui.domain.errors import AmtuiError
from amtui.domain.import_records import FieldState, FileColumn, FileLook, SeenRow
from amtui.services.backend import Backend
from amtui.services.imports.books import Books
from amtui.services.imports.plan import ImportPlan
from amtui.services.imports.run import check_account

SAMPLES = 3
Zones = Callable[[str | None], ZoneInfo]
_HIDDEN = frozenset({"history", "holds", "comments", "linked_id"})
_SECONDS = 1_000_000


def look_at_file(backend: Backend, plan: ImportPlan) -> FileLook:
    """Return what a plan would make of its file, with its first rows.

    Raises:
        NotFound: there is no such file.
        Refused: it is no table, or is damaged.
        UsageError: the mapping names what the file or the kind lacks.
        Unavailable: the accounts cannot be read.
    """
    seen = look_into(plan.path, plan.kind, plan.mapping)
    books, problem = _books(backend, plan)
    problem = seen.problem or problem or _homeless(seen, plan.kind, books)
    sample = seen.sample()
    zone_of = _in_utc if books is None else books.zone_of
    headings, rows = _raw(seen, sample) if seen.problem else _parsed(seen, zone_of, plan)
    return FileLook(
        plan.path.name,
        plan.kind.value,
        seen.layout.format,
        _columns(seen, sample),
        _fields(seen, plan),
        headings,
        rows,
        books.fallback.name if books is not None and books.fallback is not None else plan.account or "",
        problem,
        () if seen.recognised is None else seen.recognised.warnings,
    )


def words_of(plan: ImportPlan, name: str, most: int) -> dict[str, str]:
    """Return the different texts of the column that holds a field, and what each is taken for.

    Args:
        plan: the file and what is known of it.
        name: the field.
        most: how many texts, in the order they come.
    """
    seen = look_into(plan.path, plan.kind, plan.mapping)
    use = next((use for use in seen.uses if use.spec.name == name), None)
    found: dict[str, str] = {}
    if use is not None:
        table = seen.head if seen.recognised is None else seen.recognised.table
        for _, row in table.rows(header=not seen.layout.positions):
            text = row[use.index].strip() if use.index < len(row) else ""
            if text:
                found[text] = use.spec.words.get(squash(text), "")
            if len(found) >= most:
                break
    return found


def _in_utc(_name: str | None) -> ZoneInfo:
    return ZoneInfo("UTC")


def _books(backend: Backend, plan: ImportPlan) -> tuple[Books | None, str]:
    try:
        with translated(), backend.engine.connect() as connection, connection.begin():
            return Books(connection, backend.identity, plan.account), ""
    except AmtuiError as error:
        meant = f". {error.next}" if error.next.endswith("?") else ""
        return None, f"{error.message}{meant}"


def _homeless(seen: Seen, kind: Kind, books: Books | None) -> str:
    if books is None:
        return ""
    try:
        check_account(seen.recognised, kind, books)
    except AmtuiError as error:
        return error.message
    return ""


def _columns(seen: Seen, sample: Sequence[tuple[int, Sequence[str]]]) -> tuple[FileColumn, ...]:
    held = {use.index: use.spec.name for use in seen.uses}
    known: set[str] = set()
    columns = []
    for index, header in enumerate(seen.head.first_row):
        texts = [row[index].strip() for _, row in sample if index < len(row) and row[index].strip()]
        placed = bool(seen.layout.positions) or held.get(index) in seen.layout.places
        named = not placed and squash(header) not in known
        known.add(squash(header))
        samples = tuple(dict.fromkeys(texts))[:SAMPLES]
        columns.append(FileColumn(index, header.strip(), samples, held.get(index, ""), named))
    return tuple(columns)


def _fields(seen: Seen, plan: ImportPlan) -> tuple[FieldState, ...]:
    held = {use.spec.name: use.header.strip() for use in seen.uses}
    dated = seen.layout.primary if DATE.name in held else None
    groups = [set(group) for group in seen.layout.one_of if not set(group) & held.keys()]
    missing = {spec.name for spec in seen.layout.fields if spec.required and spec.name != dated}.union(
        *groups
    )
    return tuple(
        FieldState(
            index, spec.name, meaning(spec), spec.name in missing,
            held.get(spec.name, ""), plan.mapping.defaults.get(spec.name, ""),
            tuple(sorted(set(spec.words.values()))),
        )
        for index, spec in enumerate(seen.layout.fields)
    )  # fmt: skip


def _raw(
    seen: Seen, sample: Sequence[tuple[int, Sequence[str]]]
) -> tuple[tuple[str, ...], tuple[SeenRow, ...]]:
    headings = tuple(header.strip() for header in seen.head.first_row)
    return headings, tuple(SeenRow(line, tuple(row)) for line, row in sample)


def _parsed(seen: Seen, zone_of: Zones, plan: ImportPlan) -> tuple[tuple[str, ...], tuple[SeenRow, ...]]:
    batches = seen.batches(zone_of)
    names = _headings(seen, batches)
    zone = ZoneInfo(plan.mapping.zone) if plan.mapping.zone else zone_of(plan.account)
    rows = [row for batch in batches for row in _rows(batch, names, zone)]
    return names, tuple(sorted(rows, key=lambda row: row.line))


def _headings(seen: Seen, batches: Sequence[Batch]) -> tuple[str, ...]:
    """Fields that no row says are left out, and ids that are only made of the other fields."""
    held = {use.spec.name for use in seen.uses}
    hidden = _HIDDEN if "external_id" in held else _HIDDEN | {"external_id"}
    said = {name for batch in batches for name, values in batch.columns.items() if any(map(_told, values))}
    return tuple(name for name in seen.layout.output if name in said and name not in hidden)


def _told(value: object) -> bool:
    return value is not None and value not in ((), {})


def _rows(batch: Batch, names: Sequence[str], zone: ZoneInfo) -> list[SeenRow]:
    columns: Mapping[str, Sequence[Any]] = batch.columns
    good = [
        SeenRow(line, tuple(_text(name, columns[name][at], zone) for name in names))
        for at, line in enumerate(batch.lines)
    ]
    bad = [SeenRow(reject.line, reject.cells, reject.reason) for reject in batch.rejects]
    return [*good, *bad]


def _text(name: str, value: Any, zone: ZoneInfo) -> str:
    if value is None:
        return ""
    if name == "at" or (name.endswith("_at") and isinstance(value, int)):
        moment = datetime.fromtimestamp(value / _SECONDS, UTC).astimezone(zone)
        return f"{moment:%Y-%m-%d %H:%M:%S}"
    if isinstance(value, dict):
        return " · ".join(f"{key}: {text}" for key, text in value.items())
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
