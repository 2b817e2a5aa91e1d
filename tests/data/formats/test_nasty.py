"""Each of the nasty files: the right outcome, or refused with line and reason."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from amtui.data.formats import open_table
from amtui.data.formats.export import csv_cell
from amtui.domain.errors import Refused
from tests.data.formats.reading import read_file

pytestmark = pytest.mark.real_data
RealData = Callable[[str], Path]
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
WRITTEN_OUT = [
    "empty",
    "simple",
    "utf8",
    "newlines",
    "newlines_crlf",
    "comma_in_quotes",
    "escaped_quotes",
    "json",
]


@pytest.fixture
def nasty(real_data: RealData) -> Path:
    return real_data("nasty") / "derived"


@pytest.fixture
def expected(real_data: RealData) -> dict[str, dict[str, Any]]:
    facts: dict[str, dict[str, Any]] = json.loads((real_data("nasty") / "expected.json").read_text())
    return facts


@pytest.mark.parametrize("name", [*WRITTEN_OUT, "quotes_and_newlines", "simple_crlf", "empty_crlf"])
def test_cells_come_out_as_others_have_parsed_them(real_data: RealData, name: str) -> None:
    folder = real_data("nasty") / "real"
    table = open_table(folder / f"{name}.csv")
    rows = [dict(zip(table.first_row, cells, strict=True)) for _, cells in table.rows()]
    assert rows == json.loads((folder / f"{name}.expected.json").read_text())


def test_a_replacement_character_and_a_mark_are_kept_and_dropped(real_data: RealData) -> None:
    folder = real_data("nasty") / "real"
    assert "\ufffd" in next(open_table(folder / "location_coordinates.csv").rows())[1][1]
    assert open_table(folder / "papaparse-utf-8-bom-sample.csv").first_row == ("A", "B", "C")


def test_german_excel(nasty: Path, expected: dict[str, dict[str, Any]]) -> None:
    name = "accounts_cp1252_semicolon_decimal_comma.csv"
    columns = read_file(nasty / name, "accounts").columns
    facts = expected[name]
    assert len(columns["name"]) == facts["rows"]
    assert columns["name"][0] == facts["first_account"]
    assert sum(columns["revenue"]) == Decimal(str(facts["revenue_sum"]))
    assert columns["agreement_end"][2] == date.fromisoformat(facts["third_end"])
    assert columns["am"][2] == 'Anna "Ann" Groß'


def test_tickets_with_quotes_and_newlines(nasty: Path, expected: dict[str, dict[str, Any]]) -> None:
    name = "tickets_bom_crlf_quotes_newlines.csv"
    result = read_file(nasty / name, "requests")
    facts = expected[name]
    assert open_table(nasty / name).first_row[0] == facts["first_header"]
    assert result.lines == [2, 6, 7]
    hours = [
        None if reply is None else round((reply - created) / 3.6e9, 6)
        for created, reply in result.rows("created_at", "first_response_at")
    ]
    assert hours == facts["first_response_hours"]
    assert result.columns["account"][1:] == [facts["account_2"], "spaces around"]
    assert result.columns["status"] == ["closed", "in_progress", "closed"]


def test_formula_cells_stay_text_and_are_made_harmless_on_the_way_out(
    nasty: Path, expected: dict[str, dict[str, Any]]
) -> None:
    cells = expected["tickets_formula_cells.csv"]["cells"]
    subjects = read_file(nasty / "tickets_formula_cells.csv", "requests").columns["subject"]
    assert subjects == [cell.strip() for cell in cells]
    untouched = [cell for cell in cells if csv_cell(cell) == cell]
    assert untouched == [cells[0], "+49 30 123456", "-5", "+IX63qGrDFPaTy9/6epjpppk4JI=", "-"]


def test_payloads_are_made_harmless(real_data: RealData) -> None:
    payloads = (real_data("nasty") / "real" / "csv-injection-payloads.txt").read_text().splitlines()
    assert all(csv_cell(payload)[0] in "'D" for payload in payloads)


def test_hostile_names_go_in_as_they_are(nasty: Path, expected: dict[str, dict[str, Any]]) -> None:
    name = "accounts_terminal_escapes_markup_unicode.csv"
    result = read_file(nasty / name, "accounts")
    wanted = [
        "x" * 5000 if text == "x*5000" else text.replace("\0", "") for text in expected[name]["accounts"]
    ]
    assert result.columns["name"] == wanted
    assert any("NUL" in warning for warning in result.warnings)


@pytest.mark.parametrize("name", ["dates_iso_Z.csv", "dates_eu_dot.csv"])
def test_plain_dates_are_read(nasty: Path, expected: dict[str, dict[str, Any]], name: str) -> None:
    (started,) = read_file(nasty / name, "calls").columns["started_at"]
    assert (EPOCH + timedelta(microseconds=started)).isoformat()[:19] == expected[name]["started_at"][:19]


def test_an_ambiguous_date_is_refused_until_somebody_says_which(
    nasty: Path, expected: dict[str, dict[str, Any]]
) -> None:
    path = nasty / "dates_us_12h.csv"
    with pytest.raises(Refused, match="can be read as dmy or mdy") as caught:
        read_file(path, "calls")
    assert "--date-format" in caught.value.next
    (started,) = read_file(path, "calls", date_format="mdy").columns["started_at"]
    assert (EPOCH + timedelta(microseconds=started)).isoformat()[:19] == expected[path.name]["started_at"][
        :19
    ]


def test_a_column_of_mixed_dates_gives_up_only_what_cannot_be_known(
    nasty: Path, expected: dict[str, dict[str, Any]]
) -> None:
    path = nasty / "dates_mixed_in_one_column.csv"
    result = read_file(path, "calls")
    assert set(result.columns["started_at"]) == {1_709_564_767_000_000}
    rejected = {int(reject.cells[0]): reject for reject in result.rejects}
    facts = expected[path.name]
    assert {*facts["surely_bad_rows"], *facts["debatable"]} <= set(rejected)
    assert set(rejected) - {98, 99, 100, 101} == {6, 7, 8, 10, 16}
    assert (rejected[98].line, rejected[101].line) == (19, 22)
    assert "--date-format" in rejected[8].reason
    assert len(result.lines) + len(rejected) == facts["rows"]


def test_waits_in_many_spellings(nasty: Path, expected: dict[str, dict[str, Any]]) -> None:
    facts = expected["waits_in_many_spellings.csv"]
    result = read_file(nasty / "waits_in_many_spellings.csv", "calls")
    waits = {int(key): wait for key, wait in result.rows("external_id", "wait_seconds")}
    assert [waits[row] for row in facts["equal_75"]] == [75] * 10
    assert (waits[12], waits[13], waits[14]) == (None, None, facts["thirty_hours_s"])
    assert result.reasons() == {12: "wait: '-3' is a negative duration"}


def test_broken_files_say_what_is_wrong_with_them(nasty: Path) -> None:
    with pytest.raises(Refused, match="is empty"):
        open_table(nasty / "empty.csv")
    with pytest.raises(Refused, match="line 3 is never closed"):
        read_file(nasty / "unterminated_quote.csv", "accounts")


def test_a_header_alone_holds_nothing_and_says_so(nasty: Path) -> None:
    result = read_file(nasty / "header_only.csv", "calls")
    assert (result.lines, result.rejects) == ([], [])
    assert result.warnings == ("The file has a header but no rows.",)


def test_nul_characters_go(nasty: Path) -> None:
    assert read_file(nasty / "nul_bytes.csv", "accounts").columns["name"] == ["Acme", "Beta"]


def test_a_workbook_with_every_kind_of_cell(nasty: Path, expected: dict[str, dict[str, Any]]) -> None:
    facts = expected["calls_types.xlsx"]
    result = read_file(nasty / "calls_types.xlsx", "calls")
    assert len(result.lines) == facts["rows"]
    assert result.columns["outcome"].count("no_answer") == facts["missed"]
    assert {w for w in result.columns["wait_seconds"] if w is not None} == {facts["wait_s"]}
    assert result.columns["started_at"][1] == 1_709_197_267_000_000
