"""Any file at all: never a fault of the program, never half a file, and the numbers add up."""

from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from amtui.data.formats import FileMapping
from amtui.data.models import (
    accounts,
    calls,
    contacts,
    imports,
    own_kpi_days,
    requests,
    reviews,
    sync_events,
)
from amtui.domain.errors import AmtuiError
from amtui.services.imports import ImportReport
from tests.data.formats.fuzz import Fuzzed, files, layouts, spoilt
from tests.services.imports.conftest import Desk

TABLES = (accounts, calls, contacts, requests, reviews, sync_events, own_kpi_days)
EVERY = layouts()
EXAMPLES = 30
CUTS = st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 4), st.binary(max_size=4)), max_size=2)


def take(desk: Desk, path: Path, file: Fuzzed) -> ImportReport | None:
    """Import a file; None where it was refused, and then nothing of it is there."""
    before = [desk.count(table) for table in (*TABLES, imports)]
    said = FileMapping(format=file.layout.format, columns=file.columns)
    try:
        return desk.take(file.layout.kind.value, path, account="Northwind", mapping=said)
    except AmtuiError as error:
        assert error.message  # noqa: PT017 a refusal is a good end, if it says why
        assert [desk.count(table) for table in (*TABLES, imports)] == before
        return None


def test_any_file_goes_in_twice_the_same_or_is_refused(desk: Desk, tmp_path: Path) -> None:
    desk.account("Northwind", zone="Europe/Berlin")
    path, went_in = tmp_path / "any.csv", 0

    @settings(
        max_examples=EXAMPLES, deadline=None, database=None, phases=[Phase.explicit, Phase.generate],
        derandomize=True, suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(files(EVERY), st.none() | CUTS)
    def check(file: Fuzzed, cuts: list[tuple[int, int, bytes]] | None) -> None:
        file.write(path)
        if cuts:
            path.write_bytes(spoilt(path.read_bytes(), cuts))
        first = take(desk, path, file)
        if first is None:
            return
        nonlocal went_in
        went_in += first.imported + first.updated > 0
        stored = desk.dump(*TABLES)
        again = take(desk, path, file)
        assert again is not None
        assert (again.read, again.imported, again.updated) == (first.read, 0, 0)
        assert again.rejected == first.rejected
        assert desk.dump(*TABLES) == stored

    check()
    assert went_in * 4 > EXAMPLES  # or it would only be known that refusals change nothing
