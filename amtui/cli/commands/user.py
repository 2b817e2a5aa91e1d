"""`amtui user`: who may work with the database."""

from typing import Any

import click

from amtui.cli.commands import user_access, user_books, user_life
from amtui.cli.group import Group
from amtui.cli.listing import asked, list_options
from amtui.cli.lookups import user
from amtui.cli.options import checked_zone
from amtui.cli.output import Column, Document, put_list, put_receipt
from amtui.cli.secrets import ask_new_password, piped_password
from amtui.cli.session import Session
from amtui.domain.changes import AddUser
from amtui.domain.filter_office import STAFF
from amtui.domain.paging import MOST, Slice
from amtui.domain.staff import StaffRow

KEYS = (
    "login", "name", "email", "role", "active", "time_zone", "manager", "accounts", "employee_id", "phone",
    "mobile", "version",
)  # fmt: skip


@click.group("user", cls=Group)
def user_command() -> None:
    """List, add and change users, how they log in, and whose accounts are whose."""


user_command.add_command(user_access.passwd)
user_command.add_command(user_access.keys)
for _command in (user_life.change, user_life.activate, user_life.deactivate, user_life.delete):
    user_command.add_command(_command)
user_command.add_command(user_books.books)
user_command.add_command(user_books.associate)
user_command.add_command(user_books.transfer)


@user_command.command("list")
@list_options(STAFF, "name", "role", "status", "manager")
@click.pass_obj
def listed(
    session: Session, /, text: str | None, sort: str | None, limit: int | None, **fields: str | None
) -> None:
    """List users with how many of the accounts you see each of them holds."""
    from amtui.data.queries.staff import staff_page

    wanted = asked(STAFF, text, sort, limit, **fields)
    with session.backend() as backend:
        rows = backend.read(staff_page, filter=wanted.filter, slice=Slice(limit=wanted.limit or MOST)).rows

    def shape(row: StaffRow) -> Document:
        own = {"login": row.login, "name": row.name, "email": row.email or None, "role": row.role.value}
        state = {"active": row.active, "time_zone": row.zone, "manager": row.manager_login or None}
        more = {
            "employee_id": row.employee_id or None,
            "phone": row.phone or None,
            "mobile": row.mobile or None,
        }
        return {**own, **state, "accounts": row.accounts, **more, "version": row.version}

    put_list(session, rows, shape, COLUMNS, KEYS)


COLUMNS: list[Column[StaffRow]] = [
    Column("LOGIN", lambda row: row.login),
    Column("NAME", lambda row: row.name),
    Column("ROLE", lambda row: row.role.value),
    Column("STATE", lambda row: "active" if row.active else "inactive"),
    Column("ACCOUNTS", lambda row: str(row.accounts or "–"), right=True),
    Column("REPORTS TO", lambda row: row.manager_login or "–"),
    Column("ZONE", lambda row: row.zone),
    Column("EMAIL", lambda row: row.email or "–"),
]


@user_command.command("add")
@click.argument("login")
@click.option("--name", metavar="NAME", help="As others know them; the login without.")
@click.option("--email", required=True, metavar="ADDRESS", help="Their email address.")
@click.option("--role", default="am", show_default=True, metavar="ROLE", help="am, manager or admin.")
@click.option("--employee-id", metavar="ID", help="Their employee id.")
@click.option("--tz", "zone", metavar="ZONE", default="UTC", show_default=True, help="Their time zone.")
@click.option("--manager", metavar="LOGIN", help="Whom they report to.")
@click.option("--phone", metavar="NUMBER", help="Their phone number.")
@click.option("--mobile", metavar="NUMBER", help="Their mobile number.")
@click.option("--password", is_flag=True, help="Ask for a first password, twice; it is changed at login.")
@click.option("--stdin", is_flag=True, help="Take the first password from the first line piped in.")
@click.pass_obj
def add(session: Session, /, login: str, **given: Any) -> None:
    """Enter a user, who can work at once; administrators only."""
    password = None
    if given["password"] or given["stdin"]:
        password = piped_password() if given["stdin"] else ask_new_password()
    with session.backend() as backend:
        manager = given["manager"]
        change = AddUser(
            login=login,
            name=given["name"] or login,
            email=given["email"],
            role=given["role"].casefold(),
            employee_id=given["employee_id"],
            zone=checked_zone(given["zone"]),
            manager_id=user(backend, manager).id if manager else None,
            phone=given["phone"],
            mobile=given["mobile"],
            password=password,
        )
        put_receipt(session, backend.apply(change))
