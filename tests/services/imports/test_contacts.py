"""People of one name: each row of a file is one of them, in whatever order it comes and however often."""

from collections.abc import Callable
from itertools import permutations
from pathlib import Path

from amtui.data.models import contacts
from tests.services.imports.conftest import Desk

Writer = Callable[..., Path]
ROWS = (
    "Northwind,Jo Doe,,Clerk",
    "Northwind,Jo Doe,jo@northwind.example,Head",
    "Northwind,Jo Doe,j@x.example,",
)


def people(desk: Desk) -> list[tuple[str | None, str | None]]:
    return sorted(((row["email"], row["job"]) for row in desk.rows(contacts)), key=repr)


def test_two_people_of_one_name_stay_two_in_any_order_and_twice_the_same(desk: Desk, file: Writer) -> None:
    desk.account("Northwind")
    desk.take("contacts", file("first.csv", "account,name,email,job", "Northwind,Jo Doe,,"))
    found = []
    for number, rows in enumerate(permutations(ROWS)):
        path = file(f"{number}.csv", "account,name,email,job", *rows)
        desk.take("contacts", path)
        again = desk.take("contacts", path)
        assert (again.imported, again.updated, again.unchanged) == (0, 0, 3)
        found.append(people(desk))
    assert found == [found[0]] * len(found)
    assert found[0] == [("j@x.example", None), ("jo@northwind.example", "Head"), (None, "Clerk")]


def test_who_is_known_by_an_address_is_found_by_the_name_alone(desk: Desk, file: Writer) -> None:
    desk.account("Northwind")
    desk.take("contacts", file("a.csv", "account,name,email", "Northwind,Jo Doe,jo@northwind.example"))
    done = desk.take("contacts", file("b.csv", "account,name,job", "Northwind,Jo Doe,Head"))
    assert (done.updated, people(desk)) == (1, [("jo@northwind.example", "Head")])
