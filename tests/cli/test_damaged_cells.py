"""A cell or a name of a column that a disk changed is damage, with what to do, not a fault of the program."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Amtui

LOOSE = "PRAGMA ignore_check_constraints = ON; "
HARMED = {
    "a word of a set": (LOOSE + "UPDATE requests SET status = 'nxw'", ("requests",)),
    "the role of a user": (LOOSE + "UPDATE users SET role = 'bdmin'", ("requests",)),
    "a moment that is text": ("UPDATE requests SET created_at = 'x'", ("requests",)),
    "a moment beyond all years": ("UPDATE requests SET created_at = 9000000000000000000", ("requests",)),
    "a day that is text": (LOOSE + "UPDATE agreements SET ends_on = 'x'", ("portfolio",)),
    "a day beyond all years": (LOOSE + "UPDATE agreements SET ends_on = 99999999", ("portfolio",)),
    "an amount": ("UPDATE accounts SET monthly_value = 'x'", ("portfolio",)),
    "an amount beyond all bounds": ("UPDATE accounts SET monthly_value = '1e400'", ("portfolio",)),
    "a document": ("UPDATE settings SET value = 'tru'", ("settings", "list")),
    "bytes that are no text": ("UPDATE accounts SET name = CAST(x'ff41' AS TEXT)", ("portfolio",)),
    "the name of a column": (
        (
            "PRAGMA writable_schema = ON;"
            " UPDATE sqlite_master SET sql = replace(sql, 'monthly_value', 'monthlx_value')"
            " WHERE name = 'accounts'"
        ),
        ("portfolio",),
    ),
    "the name of a table": (
        (
            "PRAGMA writable_schema = ON;"
            " UPDATE sqlite_master SET sql = replace(sql, 'TABLE requests', 'TABLE rxquests'),"
            " name = 'rxquests', tbl_name = 'rxquests' WHERE name = 'requests'"
        ),
        ("requests",),
    ),
}


@pytest.mark.parametrize("harmed", HARMED)
def test_what_a_disk_changed_is_called_damage_with_what_to_do(harmed: str, demo: Path, amtui: Amtui) -> None:
    statements, command = HARMED[harmed]
    with closing(sqlite3.connect(demo)) as connection:
        connection.executescript(statements)
        connection.commit()
    shown = amtui(*command, "--json")
    assert (shown.code, shown.error["kind"]) == (6, "unavailable"), shown.err
    assert shown.error["message"].startswith("the database is damaged")
    assert "amtui db restore" in shown.error["next"]
