"""Statements on files: compiled once in a process, whichever file they are for."""

from pathlib import Path

from sqlalchemy import literal, select

from amtui.data.engine import open_engine, parse_url
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
