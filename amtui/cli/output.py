"""Data on stdout: one JSON document, CSV, or a plain table."""

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TextIO, TypeVar, cast

from amtui.cli.session import Session
from amtui.cli.text_table import clean, clean_lines, escaped, table
from amtui.domain.change import Receipt

Row = TypeVar("Row")
Document = dict[str, Any]
MONEY = frozenset({"monthly_value", "value_at_risk"})


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column of a plain table: its head and what it shows of a row."""

    head: str
    show: Callable[[Row], str]
    right: bool = False


def put_list(
    session: Session,
    rows: Sequence[Row],
    shape: Callable[[Row], Document],
    columns: Sequence[Column[Row]],
    keys: Sequence[str],
) -> None:
    """Print a list: an array of objects, CSV lines, or a table.

    Args:
        session: says in which form.
        rows: what is listed.
        shape: the object of a row.
        columns: of the table.
        keys: of the objects, so that CSV has its header without rows too.
    """
    if session.as_json:
        put_json([shape(row) for row in rows])
    elif session.as_csv:
        put_csv([shape(row) for row in rows], keys)
    else:
        right = frozenset(place for place, column in enumerate(columns) if column.right)
        cells = [[column.show(row) for column in columns] for row in rows]
        sys.stdout.write(table([column.head for column in columns], cells, right))


def put_document(session: Session, document: Document, lines: Sequence[str]) -> None:
    """Print one object, or CSV of one line, or lines of text."""
    if session.as_json:
        put_json(document)
    elif session.as_csv:
        put_csv([document], list(document))
    else:
        sys.stdout.writelines(f"{clean(line)}\n" for line in lines)


def put_receipt(session: Session, receipt: Receipt, **further: object) -> None:
    """Print what a change did: an object with JSON and CSV, else a sentence among the narration."""
    if session.as_json or session.as_csv:
        done = {"done": receipt.words, "id": receipt.entity_id, "version": receipt.version}
        changed = {"changed": receipt.audit_id is not None}
        put_document(session, done | changed | dict(receipt.counts) | further, ())
    else:
        session.say(receipt.words)


def put_json(document: object) -> None:
    """Print one JSON document; what the terminal would act on, or cannot show, is written with escapes."""
    text = escaped(json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False))
    try:
        sys.stdout.write(f"{text}\n")
    except UnicodeEncodeError:
        sys.stdout.write(f"{json.dumps(document, indent=2, allow_nan=False)}\n")


def put_csv(documents: Sequence[Document], keys: Sequence[str]) -> None:
    """Print objects as CSV under the heads that all of them have; cells run in no spreadsheet."""
    from amtui.data.formats.export import write_csv

    heads, rows = flat_table(documents, keys)
    write_csv(cast("TextIO", _Harmless()), heads, rows)


class _Harmless:
    """The output, kept from what would steer a terminal; `amtui export` writes a file as it is."""

    def write(self, text: str) -> int:
        return sys.stdout.write(clean_lines(text))


def flat_table(documents: Sequence[Document], keys: Sequence[str]) -> tuple[list[str], list[list[object]]]:
    """Return the heads of a flat table and its rows: money, windows and figures spread over columns."""
    flat = [dict(_flat(document)) for document in documents]
    known = [head for key in keys for head in _heads(key)]
    heads = list(dict.fromkeys([*known, *(head for row in flat for head in row)]))
    return heads, [[_cell(row.get(head)) for head in heads] for row in flat]


def _heads(key: str) -> tuple[str, ...]:
    if key in MONEY:
        return f"{key}_amount", f"{key}_currency"
    if key == "window":
        return "window_from", "window_to", "window_time_zone"
    return () if key == "kpis" else (key,)


def _flat(document: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the cells of an object: the parts of an object within it as columns of their own.

    Figures by their KPI are such parts; a list of KPIs is one cell.
    """
    for key, value in document.items():
        if key == "kpis" and isinstance(value, dict):
            yield from ((f"kpi_{kpi}", figure["value"]) for kpi, figure in value.items())
        elif key in MONEY or key == "window":
            names = _heads(key)
            yield from zip(names, value.values() if value else (None,) * len(names), strict=True)
        else:
            yield key, value


def _cell(value: object) -> object:
    """Return what stands in one cell: lists of texts with semicolons, what is nested as JSON."""
    if isinstance(value, dict) or (isinstance(value, list) and any(isinstance(part, dict) for part in value)):
        return json.dumps(value, ensure_ascii=False)
    return value
