"""Steps that the tests of files share."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from amtui.data.formats import FileMapping, Kind, ReadOptions, Reject, open_table, read, recognise


@dataclass(frozen=True)
class Result:
    """All batches of a file put together."""

    lines: list[int]
    columns: dict[str, list[Any]]
    rejects: list[Reject]
    warnings: tuple[str, ...]
    format: str

    def rows(self, *names: str) -> list[tuple[Any, ...]]:
        return list(zip(*(self.columns.get(name, []) for name in names), strict=True))

    def reasons(self) -> dict[int, str]:
        return {reject.line: reject.reason for reject in self.rejects}


def read_file(
    path: Path,
    kind: Kind | str,
    *,
    zone: str = "UTC",
    mapping: FileMapping | None = None,
    date_format: str | None = None,
    batch_rows: int = 5_000,
) -> Result:
    recognised = recognise(open_table(path), kind, mapping=mapping, date_format=date_format)
    reading = read(recognised, ReadOptions(lambda _account: ZoneInfo(zone), batch_rows))
    batches = list(reading)
    columns: dict[str, list[Any]] = {}
    for batch in batches:
        for name, values in batch.columns.items():
            columns.setdefault(name, []).extend(values)
    lines = [line for batch in batches for line in batch.lines]
    rejects = [reject for batch in batches for reject in batch.rejects]
    assert reading.rows == len(lines) + len(rejects)
    return Result(lines, columns, rejects, reading.warnings, recognised.format)


def read_text(path: Path, text: str, kind: Kind | str = Kind.CALLS, **options: Any) -> Result:
    path.write_bytes(text.encode())
    return read_file(path, kind, **options)


def calls_of(path: Path, *rows: str, header: str = "call_id,started_at,answered,wait_s") -> Path:
    path.write_text("\n".join((header, *rows)) + "\n")
    return path


def many(rows: int) -> Iterator[str]:
    for number in range(rows):
        yield f"{number},2024-03-{number % 28 + 1:02} 09:{number % 60:02}:00,Y,{number % 90}"
