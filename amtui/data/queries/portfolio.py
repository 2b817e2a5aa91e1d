"""The portfolio: one row per account, with its health, KPIs, requests, contacts and dates."""

import difflib

from sqlalchemy import select

from amtui.data.models import accounts
from amtui.data.queries.account_facts import AccountFacts, account_facts
from amtui.data.queries.health_days import health_weeks
from amtui.data.queries.portfolio_filter import accepts, in_order
from amtui.data.queries.text_match import begins
from amtui.data.reading import Reading
from amtui.domain.account_records import AccountRow
from amtui.domain.errors import NotFound
from amtui.domain.filters import ACCOUNTS, parse
from amtui.domain.money_record import Money
from amtui.domain.name_key import name_key
from amtui.domain.paging import Order
from amtui.domain.wording import listed

BY_NAME = Order("account")
SUGGESTIONS = 3
COMPARED = 5_000
"""How many names a misspelt one is compared with."""


def portfolio(
    reading: Reading, *, filter_text: str = "", order: Order | None = None
) -> tuple[AccountRow, ...]:
    """Return the visible accounts that a filter asks for; without a term on the status, active ones.

    The number of statements does not grow with the book.

    Args:
        reading: whose books.
        filter_text: in the language of filters.
        order: counts before one in the filter; by name by default.

    Raises:
        FilterError: the filter cannot be understood.
    """
    asked = parse(filter_text, ACCOUNTS)
    found = account_facts(reading, only_active=not asked.of("status"))
    kept = (facts for facts in found if accepts(reading, asked, facts))
    weeks = health_weeks(reading)
    return tuple(
        account_row(facts, weeks.get(facts.account.id, ()))
        for facts in in_order(order or asked.order or BY_NAME, kept)
    )


def find_account(reading: Reading, *, name: str) -> AccountRow:
    """Return the visible account of a name, in any case, or the only one that begins so.

    Raises:
        NotFound: there is none, or several begin so; `next` suggests names.
    """
    account_id = account_id_of(reading, name=name)
    (facts,) = account_facts(reading, (account_id,), only_active=False)
    return account_row(facts)


def account_id_of(reading: Reading, *, name: str) -> int:
    """Return the id of the visible account of a name; as `find_account`, without its figures.

    Raises:
        NotFound: as `find_account`.
    """
    c = accounts.c
    visible = select(c.id, c.name).where(reading.visible(accounts)).order_by(c.name_key)
    exact = reading.connection.execute(visible.where(c.name_key == name_key(name))).first()
    if exact is not None:
        return int(exact.id)
    like = reading.rows(visible.where(begins(c.name_key, name_key(name))).limit(SUGGESTIONS + 1))
    if len(like) == 1 and name.strip():
        return int(like[0].id)
    names = [row.name for row in like[:SUGGESTIONS]] or _close(reading, name)
    hint = f"Did you mean {listed([f'“{each}”' for each in names], 'or')}?" if names else ""
    raise NotFound(f"there is no account “{name}”", next=hint)


def account_row(facts: AccountFacts, weeks: tuple[float | None, ...] = ()) -> AccountRow:
    """Return an account as the portfolio lists it, with its health week by week."""
    account, amount = facts.account, facts.account.monthly_value
    return AccountRow(
        id=account.id,
        name=account.name,
        am_id=account.am_id,
        am=account.am,
        tier=account.tier,
        plan=account.plan,
        status=account.status,
        billing=account.billing,
        zone=account.zone,
        monthly_value=None if amount is None else Money(amount, account.currency),
        health=facts.health.score,
        health_coverage=facts.health.coverage,
        kpis=facts.figures,
        open_requests=facts.requests.open,
        breached_requests=facts.requests.breached,
        last_touch_at=facts.touched_at,
        reactive_ratio=facts.touches.balance.value,
        next_review_at=facts.next_review[0] if facts.next_review else None,
        next_review_kind=facts.next_review[1] if facts.next_review else None,
        renewal_on=facts.agreement.ends_on if facts.agreement else None,
        version=account.version,
        health_band=facts.health.band,
        health_weeks=weeks,
    )


def _close(reading: Reading, name: str) -> list[str]:
    """Return the names that are spelt almost so."""
    c = accounts.c
    statement = select(c.name_key, c.name).where(reading.visible(accounts)).order_by(c.name_key)
    known = {row.name_key: row.name for row in reading.rows(statement.limit(COMPARED))}
    return [known[key] for key in difflib.get_close_matches(name_key(name), known, SUGGESTIONS)]


def facts_of(reading: Reading, *, account_id: int | None = None, name: str = "") -> AccountFacts:
    """Return the facts of one visible account by its id or its name, whether or not it takes new work.

    Raises:
        NotFound: if there is none that this person may see.
    """
    wanted = account_id_of(reading, name=name) if account_id is None else account_id
    found = account_facts(reading, (wanted,), only_active=False)
    if not found:
        raise NotFound(f"there is no account {wanted}")
    return found[0]
