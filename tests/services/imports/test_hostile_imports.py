"""Hostile cells in every field of every format: each row goes in as it is or is rejected with a reason."""

import csv
from pathlib import Path

import pytest

from amtui.data.engine import is_sqlite
from amtui.data.formats import FileMapping
from amtui.data.formats.fields import FieldSpec, Layout, Parser
from amtui.data.formats.recognise import PLAIN
from amtui.data.models import accounts, requests
from amtui.domain.errors import Refused
from amtui.domain.plausible import SHORT
from amtui.domain.wording import QUOTED
from amtui.services.imports import ImportReport
from tests.data.formats.fuzz import Fuzzed, layouts
from tests.services.imports.conftest import Desk
from tests.support import hostile

GOOD = {
    Parser.INSTANT: "2026-02-03 09:00", Parser.DATE: "2026-02-03", Parser.CLOCK: "9:00",
    Parser.DURATION: "12", Parser.AMOUNT: "12.50", Parser.COUNT: "3", Parser.FLAG: "yes",
}  # fmt: skip
OWN = {"currency": "EUR", "zone": "UTC"}
TELLING = ("nul", "digits", "first moment", "exponent")
CELLS = {
    "everything": hostile.everything(SHORT), "longest": hostile.UNLIKE,
    **{name: hostile.TEXTS[name] for name in TELLING},
}  # fmt: skip


def good(spec: FieldSpec, row: int) -> str:
    """Return a sound cell of a field, another in every row where that tells records apart."""
    if spec.parser is Parser.WORD:
        return next(iter(spec.words), "x")
    if spec.parser is Parser.TEXT:
        return OWN.get(spec.name) or (f"a{row}@b.example" if "email" in spec.name else f"{spec.name} {row}")
    return GOOD[spec.parser]


def spoilt(layout: Layout) -> Fuzzed:
    """Return a file of which each row has another field spoilt in another way."""
    rows: list[tuple[str, ...]] = []
    for spoil in layout.fields:
        for cell in CELLS.values():
            rows.append(tuple(cell if s is spoil else good(s, len(rows)) for s in layout.fields))
    columns = {f"column {at} {spec.name}": spec.name for at, spec in enumerate(layout.fields)}
    return Fuzzed(layout, columns, tuple(rows), ",")


def take(desk: Desk, file: Fuzzed, path: Path) -> ImportReport:
    said = FileMapping(format=file.layout.format, columns=file.columns)
    return desk.take(file.layout.kind.value, file.write(path), account="Northwind", mapping=said)


def test_a_hostile_cell_of_any_format_goes_in_as_it_is_or_is_rejected(desk: Desk, tmp_path: Path) -> None:
    desk.account("Northwind", zone="Europe/Berlin")
    every = layouts() if is_sqlite(desk.backend.engine) else tuple(PLAIN.values())
    for number, layout in enumerate(every):
        report = take(desk, spoilt(layout), tmp_path / f"{number}.csv")
        assert not [said for said in report.warnings if len(said) > 2 * QUOTED]
        if report.rejects_file is not None:
            with report.rejects_file.open(encoding="utf-8", newline="") as stream:
                reasons = [row[1] for row in csv.reader(stream)]
            assert max(map(len, reasons)) < 2 * QUOTED
    told = hostile.everything(SHORT).strip()
    assert told in {row["subject"] for row in desk.rows(requests)}
    assert " ".join(told.split()) in {row["name"] for row in desk.rows(accounts)}


def test_a_cell_without_end_refuses_its_file_and_names_the_line(desk: Desk, tmp_path: Path) -> None:
    desk.account("Northwind")
    path = tmp_path / "huge.csv"
    path.write_text(f'subject,created_at\n"a,b",2026-02-03 09:00\n"{hostile.HUGE}",2026-02-03 09:00\n')
    with pytest.raises(Refused, match="line 3 has a cell of more than 131,072 characters"):
        desk.take("requests", path, account="Northwind")
    assert desk.count(requests) == 0
