"""Rows that name an account that nobody knows are said to go to the one that the import names."""

from collections.abc import Callable
from pathlib import Path

from tests.services.imports.conftest import Desk

Writer = Callable[..., Path]


def test_rows_of_an_unknown_account_do_not_go_to_another_in_silence(desk: Desk, file: Writer) -> None:
    desk.account("Acme")
    header = "call_id,account,started_at,direction,answered"
    rows = [f"{n},{name},2026-11-02T09:00:0{n}Z,in,Y" for n, name in enumerate(("Acne", "ACME", "", "Beta"))]
    report = desk.take("calls", file("a.csv", header, *rows), account="Acme")
    assert report.imported == 4
    assert report.warnings == (
        "Rows that name “Acne” and “Beta” went to Acme: there are no accounts of these names.",
    )
    many = [f"1{n},Ghost {n},2026-11-02T09:00:0{n}Z,in,Y" for n in range(6)]
    told = desk.take("calls", file("b.csv", header, *many), account="Acme").warnings
    assert told == (
        (
            "Rows that name “Ghost 0”, “Ghost 1”, “Ghost 2” and 3 more went to Acme: "
            "there are no accounts of these names."
        ),
    )
    one = desk.take("calls", file("c.csv", header, "20,Ghost,2026-11-02T09:00:00Z,in,Y"), account="Acme")
    assert one.warnings == ("Rows that name “Ghost” went to Acme: there is no account of this name.",)
    assert (
        desk.take(
            "calls", file("d.csv", header, "21,Acme,2026-11-02T09:00:00Z,in,Y"), account="Acme"
        ).warnings
        == ()
    )
