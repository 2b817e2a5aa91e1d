"""What belongs to an imported account beside its own row: domain names, the agreement."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import insert, select

from amtui.data.models import account_domains, accounts, agreements
from amtui.services.handlers.account_domains import DOMAIN
from amtui.services.imports.session import Session

NO_DOMAIN = "{n} {word is no domain name and was|words are no domain names and were} left out."
TAKEN = "{n} domain {name belongs|names belong} to another account already and stayed there."


def add_domains(session: Session, account_id: int, am_id: int, domains: Iterable[str]) -> bool:
    """Add domain names to an account; tell whether any was new. One that another account has stays there."""
    table, added = account_domains, False
    for domain in domains:
        if not DOMAIN.fullmatch(domain):
            session.notes.add(NO_DOMAIN)
            continue
        holder = session.connection.scalar(select(table.c.account_id).where(table.c.domain == domain))
        if holder is None:
            values = {"account_id": account_id, "am_id": am_id, "domain": domain}
            session.connection.execute(insert(table).values(**values))
            added = True
        elif holder != account_id:
            session.notes.add(TAKEN)
    return added


def add_agreement(
    session: Session, account_id: int, am_id: int, row: Mapping[str, Any], values: Mapping[str, Any]
) -> bool:
    """Add the agreement that a row states from start to end, unless it is known; tell whether it was new."""
    starts, ends, table = row["agreement_start"], row["agreement_end"], agreements
    if starts is None or ends is None or starts > ends:
        return False
    own = (table.c.account_id == account_id, table.c.starts_on == starts, table.c.ends_on == ends)
    if session.connection.scalar(select(table.c.id).where(*own)) is not None:
        return False
    currency = values.get("currency") or session.connection.scalar(
        select(accounts.c.currency).where(accounts.c.id == account_id)
    )
    period = {"starts_on": starts, "ends_on": ends, "notice_days": 0, "currency": currency}
    session.connection.execute(insert(table).values(account_id=account_id, am_id=am_id, **period))
    return True
