"""PostgreSQL's own library for one short question: the driver takes longer to load than that to answer."""

import ctypes
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

CONNECTED, TUPLES, DONE = 0, 2, 1


class ServerError(Exception):
    """The server could not be asked; the message is its own."""


def ask(url: str, role: str, query: str, *values: str) -> list[tuple[str, ...]]:
    """Return what a query answers, in a role and a read-only transaction.

    Args:
        url: as PostgreSQL itself reads it.
        role: of this program, a plain word.
        query: with `$1` and so on for the values.
        values: of the query, as text.

    Raises:
        ServerError: it could not be asked.
    """
    library = _library()
    with _connection(library, url) as connection:
        for statement in ("BEGIN READ ONLY", f"SET LOCAL ROLE {role}"):
            _rows(library, connection, statement, ())
        return _rows(library, connection, query, values)


@contextmanager
def _connection(library: ctypes.CDLL, url: str) -> Iterator[int]:
    connection = library.PQconnectdb(url.encode())
    try:
        if library.PQstatus(connection) != CONNECTED:
            raise ServerError(_text(library.PQerrorMessage(connection)))
        yield connection
    finally:
        library.PQfinish(connection)


def _rows(library: ctypes.CDLL, connection: int, query: str, values: Sequence[str]) -> list[tuple[str, ...]]:
    texts = (ctypes.c_char_p * len(values))(*(value.encode() for value in values))
    result = library.PQexecParams(connection, query.encode(), len(values), None, texts, None, None, 0)
    try:
        if library.PQresultStatus(result) not in {TUPLES, DONE}:
            raise ServerError(_text(library.PQerrorMessage(connection)))
        columns = range(library.PQnfields(result))
        return [
            tuple(_text(library.PQgetvalue(result, row, column)) for column in columns)
            for row in range(library.PQntuples(result))
        ]
    finally:
        library.PQclear(result)


def _text(value: bytes) -> str:
    return value.decode(errors="replace").strip()


def _library() -> ctypes.CDLL:
    """Load the library that came with the driver, or the system's.

    Raises:
        ServerError: there is none.
    """
    name = _bundled() or _installed()
    if name is None:
        raise ServerError("PostgreSQL's library libpq is not installed")
    library = ctypes.CDLL(name)
    handle, text, number = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int
    for function, answer, takes in (
        ("PQconnectdb", handle, (text,)),
        ("PQstatus", number, (handle,)),
        ("PQerrorMessage", text, (handle,)),
        ("PQfinish", None, (handle,)),
        (
            "PQexecParams",
            handle,
            (handle, text, number, handle, ctypes.POINTER(text), handle, handle, number),
        ),
        ("PQresultStatus", number, (handle,)),
        ("PQnfields", number, (handle,)),
        ("PQntuples", number, (handle,)),
        ("PQgetvalue", text, (handle, number, number)),
        ("PQclear", None, (handle,)),
    ):
        getattr(library, function).restype = answer
        getattr(library, function).argtypes = takes
    return library


def _bundled() -> str | None:
    found = find_spec("psycopg_binary")
    if found is None or found.origin is None:
        return None
    beside = Path(found.origin).parent.with_name("psycopg_binary.libs")
    return next(map(str, sorted(beside.glob("libpq-*"))), None)


def _installed() -> str | None:
    # It takes as long to load as the rest together, and is seldom needed.
    from ctypes.util import find_library

    return find_library("pq")
