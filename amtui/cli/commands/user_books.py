"""`amtui user associate` and `amtui user transfer`: whose accounts are whose."""

import click

from amtui.cli.group import Command
from amtui.cli.listing import asked, list_options
from amtui.cli.lookups import account, user_id
from amtui.cli.output import Column, Document, put_list, put_receipt
from amtui.cli.session import Session
from amtui.domain.admin_changes import AssociateAccounts, TransferBook
from amtui.domain.errors import NotFound
from amtui.domain.filter_office import BOOKS
from amtui.domain.paging import MOST, Slice
from amtui.domain.people import UNASSIGNED, HeldAccount

KEYS = ("account", "active", "open_requests", "planned_reviews")
COLUMNS: list[Column[HeldAccount]] = [
    Column("ACCOUNT", lambda row: row.name),
    Column("STATE", lambda row: "active" if row.active else "inactive"),
    Column("OPEN REQUESTS", lambda row: str(row.open_requests), right=True),
    Column("PLANNED REVIEWS", lambda row: str(row.reviews), right=True),
]

BOOK_KEYS = ("account", "am", "active", "parent", "open_requests", "planned_reviews")
BOOK_COLUMNS: list[Column[HeldAccount]] = [
    Column("ACCOUNT", lambda row: row.name),
    Column("ACCOUNT MANAGER", lambda row: "unassigned" if row.am_id == UNASSIGNED else row.am),
    *COLUMNS[1:],
    Column("PART OF", lambda row: row.parent or "–"),
]


@click.command("books", cls=Command)
@list_options(BOOKS, "account", "am", "status", "parent")
@click.pass_obj
def books(
    session: Session, /, text: str | None, sort: str | None, limit: int | None, **fields: str | None
) -> None:
    """List whose accounts are whose, with what would go along when one is handed over."""
    from amtui.data.queries.book_list import book_page

    wanted = asked(BOOKS, text, sort, limit, **fields)
    with session.backend() as backend:
        rows = backend.read(book_page, filter=wanted.filter, slice=Slice(limit=wanted.limit or MOST)).rows

    def shape(row: HeldAccount) -> Document:
        am = None if row.am_id == UNASSIGNED else row.am
        values = (row.name, am, row.active, row.parent or None, row.open_requests, row.reviews)
        return dict(zip(BOOK_KEYS, values, strict=True))

    put_list(session, rows, shape, BOOK_COLUMNS, BOOK_KEYS)


@click.command("associate", cls=Command)
@click.argument("login")
@click.argument("accounts", nargs=-1, required=True, metavar="ACCOUNT...")
@click.pass_obj
def associate(session: Session, login: str, accounts: tuple[str, ...]) -> None:
    """Give one or many accounts to the account manager LOGIN, none for nobody; all or none of them."""
    with session.backend() as backend:
        rows = {row.id: row for row in (account(backend, name) for name in accounts)}
        seen = tuple((row.id, row.version) for row in rows.values())
        change = AssociateAccounts(accounts=seen, am_id=user_id(backend, login))
        put_receipt(session, backend.apply(change))


@click.command("transfer", cls=Command)
@click.argument("giver", metavar="FROM")
@click.argument("taker", metavar="TO")
@click.option("--account", "names", multiple=True, metavar="NAME", help="Only this one; may be repeated.")
@click.option("--dry-run", is_flag=True, help="List what would go along, and change nothing.")
@click.pass_obj
def transfer(session: Session, giver: str, taker: str, names: tuple[str, ...], *, dry_run: bool) -> None:
    """Give the whole book of one account manager to another, or a part of it; undone as one."""
    from amtui.data.queries.books import held_accounts

    def shape(row: HeldAccount) -> Document:
        return dict(zip(KEYS, (row.name, row.active, row.open_requests, row.reviews), strict=True))

    with session.backend() as backend:
        from_id, to_id = user_id(backend, giver), user_id(backend, taker)
        held = backend.read(held_accounts, am_id=from_id)
        wanted = {account(backend, name).id for name in names}
        if missing := wanted - {row.id for row in held}:
            raise NotFound(f"{giver} does not hold {len(missing)} of the accounts named")
        if dry_run:
            rows = [row for row in held if not wanted or row.id in wanted]
            put_list(session, rows, shape, COLUMNS, KEYS)
            session.say(f"{len(rows)} would go from {giver} to {taker}; nothing was changed")
            return
        change = TransferBook(from_id=from_id, to_id=to_id, account_ids=tuple(sorted(wanted)))
        put_receipt(session, backend.apply(change))
