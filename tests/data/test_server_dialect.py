"""Statements on servers: compiled once in a process, also before there is a server."""

from pathlib import Path

from sqlalchemy import Column, Connection, MetaData, Table, literal, select

from amtui.data.engine import open_engine, parse_url
from amtui.data.server_dialect import COMPILED, compile_what_files_were_asked, made
from amtui.data.types import Instant


def test_what_a_file_was_asked_is_compiled_for_servers_beforehand(tmp_path: Path, postgres_url: str) -> None:
    def asked(connection: Connection, number: int) -> int:
        return int(connection.execute(select(literal(number).label("asked_in_this_test"))).scalar_one())

    file = open_engine(parse_url(str(tmp_path / "one.db")), create=True)
    with file.connect() as connection:
        assert asked(connection, 17) == 17
    file.dispose()
    compile_what_files_were_asked()
    server = open_engine(parse_url(postgres_url))
    with server.connect() as connection:
        before = len(COMPILED)
        assert (asked(connection, 18), asked(connection, 19), len(COMPILED)) == (18, 19, before)
        unlike = made()
        assert server.dialect == unlike
        unlike._backslash_escapes = True
        assert server.dialect != unlike
    server.dispose()


def test_what_types_become_on_servers_is_worked_out_beforehand(tmp_path: Path, postgres_url: str) -> None:
    one = Table("only_of_this_test", MetaData(), Column("at", Instant(), primary_key=True))
    file = open_engine(parse_url(str(tmp_path / "one.db")), create=True)
    with file.connect() as connection:
        one.create(connection)
        assert connection.execute(select(one.c.at)).all() == []
    file.dispose()
    compile_what_files_were_asked()
    server = open_engine(parse_url(postgres_url))
    assert one.c.at.type in server.dialect._type_memos
    server.dispose()
