"""What a person sees of a file before it is imported."""

from collections.abc import Callable
from pathlib import Path

import pytest

from amtui.data.formats import FileMapping, Kind
from amtui.domain.errors import NotFound
from amtui.screens.dialogs.import_file import completed
from amtui.screens.import_panes import of_rows
from amtui.services.imports.looking import look_at_file, words_of
from amtui.services.imports.plan import ImportPlan
from tests.services.imports.conftest import Desk

Write = Callable[..., Path]


@pytest.fixture
def plan(file: Write) -> ImportPlan:
    path = file("t.csv", "No,When,End,When", "1,2026-02-03 09:00,ok,x", "2,2026-02-03 25:00,ok,y")
    return ImportPlan(path, Kind.CALLS, "Northwind")


def test_a_file_shows_its_columns_the_fields_and_its_rows_before_it_can_be_read(
    desk: Desk, plan: ImportPlan
) -> None:
    desk.account("Northwind")
    look = look_at_file(desk.backend, plan)
    assert [(one.header, one.samples, one.named) for one in look.columns][:2] == [
        ("No", ("1", "2"), True),
        ("When", ("2026-02-03 09:00", "2026-02-03 25:00"), True),
    ]
    assert [one.named for one in look.columns] == [True, True, True, False]
    assert "no column for started_at" in look.problem
    assert {field.name for field in look.fields if field.needed} >= {"started_at", "outcome"}
    assert [(row.line, row.cells[0]) for row in look.rows] == [(2, "1"), (3, "2")]


def test_a_mapped_file_shows_its_rows_as_they_would_go_in_by_the_account_s_clock(
    desk: Desk, plan: ImportPlan
) -> None:
    desk.account("Northwind", zone="Europe/Berlin")
    mapped = plan.with_field("When", "started_at").with_field("End", "outcome")
    assert words_of(mapped, "outcome", 5) == {"ok": ""}
    look = look_at_file(desk.backend, mapped.with_words("outcome", {"ok": "answered"}))
    assert (look.problem, look.account, look.readable) == ("", "Northwind", 1)
    assert look.headings == ("started_at", "direction", "outcome")
    assert look.rows[0].cells == ("2026-02-03 09:00:00", "inbound", "answered")
    assert "'2026-02-03 25:00'" in look.rows[1].reason


def test_a_moment_is_shown_with_its_time_of_day_and_short_texts_take_little(
    desk: Desk, plan: ImportPlan
) -> None:
    desk.account("Northwind")
    mapped = plan.with_field("When", "started_at").with_field("End", "outcome")
    look = look_at_file(desk.backend, mapped.with_words("outcome", {"ok": "answered"}))
    widths = {column.label: (column.least, column.most) for column in of_rows(look)}
    assert widths["started_at"] == (19, 19)
    assert widths["direction"] == (7, 9)


def test_a_day_is_all_the_moment_that_a_file_needs(desk: Desk, plan: ImportPlan) -> None:
    desk.account("Northwind")
    look = look_at_file(desk.backend, plan.with_field("When", "date").with_field("End", "outcome"))
    assert [field.name for field in look.fields if field.needed and not field.column] == []


def test_a_field_moves_from_one_column_to_another(plan: ImportPlan) -> None:
    moved = plan.with_field("No", "started_at").with_field("When", "started_at")
    assert moved.mapping.columns == {"No": "", "When": "started_at"}
    assert moved.for_kind(Kind.SYNC).mapping == FileMapping()
    assert moved.read_so({"format": "plain"}).mapping == FileMapping(format="plain")


def test_a_mapping_file_says_all_of_a_plan_and_its_kind(plan: ImportPlan, tmp_path: Path) -> None:
    saved = tmp_path / "sync.toml"
    saved.write_text('kind = "sync"\n[columns]\n"No" = "record_id"\n')
    mapped = plan.with_field("When", "started_at").mapped_by(saved)
    assert (mapped.kind, mapped.mapping.columns, mapped.mapping_file) == (
        Kind.SYNC,
        {"No": "record_id"},
        saved,
    )
    assert mapped.account == plan.account
    with pytest.raises(NotFound):
        plan.mapped_by(tmp_path / "none.toml")


def test_whose_rows_they_are_must_be_known(desk: Desk, plan: ImportPlan) -> None:
    mapped = plan.with_field("When", "started_at").with_field("End", "outcome")
    assert "no account" in look_at_file(desk.backend, mapped).problem
    desk.account("Northwind Traders")
    begun = look_at_file(desk.backend, mapped).problem
    assert begun == "there is no account “Northwind”. Did you mean “Northwind Traders”?"
    nameless = look_at_file(desk.backend, mapped.for_account(None))
    assert "does not say which account" in nameless.problem
    with pytest.raises(NotFound):
        look_at_file(desk.backend, ImportPlan(Path("/no/such.csv"), Kind.CALLS))


def test_a_path_is_completed_as_it_is_typed(tmp_path: Path) -> None:
    (tmp_path / "exports").mkdir()
    (tmp_path / "exports" / "calls.csv").touch()
    assert completed(f"{tmp_path}/ex") == f"{tmp_path}/exports/"
    assert completed(f"{tmp_path}/exports/") == f"{tmp_path}/exports/calls.csv"
    assert completed(f"{tmp_path}/nothing") is None
    assert completed("") is None
