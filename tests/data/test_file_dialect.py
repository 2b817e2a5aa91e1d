"""Statements on files: compiled once in a process, whichever file they are for."""

from pathlib import Path

from sqlalchemy import literal, select

from amtui.data.engine import CACHE_KIB, open_engine, parse_url
from amtui.data.file_dialect import COMPILED


def test_what_was_compiled_for_one_file_serves_another_with_its_own_values(tmp_path: Path) -> None:
    found = []
    for number in (17, 18):
        engine = open_engine(parse_url(str(tmp_path / f"{number}.db")), create=True)
        with engine.connect() as connection:
            before = len(COMPILED)
            answer = connection.execute(select(literal(number).label("asked_here_only"))).scalar_one()
            found.append((answer, len(COMPILED) - before))
        engine.dispose()
    assert found == [(17, 1), (18, 0)]


def test_a_connection_to_a_file_keeps_few_pages_and_the_one_that_read_last_reads_again(
    tmp_path: Path,
) -> None:
    engine = open_engine(parse_url(str(tmp_path / "own.db")), create=True)
    with engine.connect() as first, engine.connect() as second:
        last = second.connection.driver_connection
        assert first.exec_driver_sql("PRAGMA cache_size").scalar_one() == -CACHE_KIB
        second.close()
        with engine.connect() as again:
            assert again.connection.driver_connection is last
    engine.dispose()
