"""One account with all that its overview shows."""

from sqlalchemy import select

from amtui.data.models import (
    account_domains,
    accounts,
    calendars,
    contacts,
    technical_context,
)
from amtui.data.queries.account_facts import AccountFacts
from amtui.data.queries.agreements import account_agreements
from amtui.data.queries.deals import account_deals, open_deals
from amtui.data.queries.improvements import improvement_list
from amtui.data.queries.invoices import account_invoices
from amtui.data.queries.milestones import milestones
from amtui.data.queries.own_fields import own_fields
from amtui.data.queries.portfolio import account_row, facts_of
from amtui.data.queries.satisfaction import heard
from amtui.data.queries.success_facts import success_facts
from amtui.data.reading import Reading
from amtui.domain.account_records import AccountDetail, ContactRow, TechnicalContextRow
from amtui.domain.office_settings import custom_text
from amtui.domain.onboarding import ApprovalState
from amtui.domain.success import criteria
from amtui.domain.wording import label


def account_detail(reading: Reading, *, account_id: int | None = None, name: str = "") -> AccountDetail:
    """Return a visible account by its id or its name.

    Raises:
        NotFound: if there is none that this person may see.
    """
    return _detail(reading, facts_of(reading, account_id=account_id, name=name))


def account_contacts(reading: Reading, *, account_id: int) -> tuple[ContactRow, ...]:
    """Return the people on the client's side: those who decide first, then by name."""
    c = contacts.c
    statement = (
        select(contacts)
        .where(c.account_id == account_id, reading.visible(contacts))
        .order_by(c.is_admin.desc(), c.is_approved.desc(), c.name, c.id)
    )
    return tuple(
        ContactRow(
            row.id, row.name, row.email, row.phone, row.job, row.is_admin, row.is_approved, row.is_champion
        )
        for row in reading.rows(statement)
    )


def _detail(reading: Reading, facts: AccountFacts) -> AccountDetail:
    account = facts.account
    done = improvement_list(reading, account_id=account.id)
    return AccountDetail(
        row=account_row(facts),
        parent=_parent(reading, account.parent_id),
        domains=_domains(reading, account.id),
        calendar=_calendar(reading, account.calendar_id),
        contacts=account_contacts(reading, account_id=account.id),
        criteria=criteria(success_facts(reading, facts, [each.status for each in done]), facts.today),
        improvements=done,
        technical=_technical(reading, account.id),
        am_email=account.am_email,
        am_phone=account.am_phone,
        agreement_start=facts.agreement.starts_on if facts.agreement else None,
        agreement_notice_days=facts.agreement.notice_days if facts.agreement else None,
        go_live_on=account.go_live_on,
        health=facts.health,
        agreements=account_agreements(reading, account_id=account.id),
        invoices=account_invoices(reading, account_id=account.id),
        milestones=milestones(reading, account_id=account.id),
        deals=account_deals(reading, account_id=account.id),
        open_deals=open_deals(reading, account_id=account.id),
        satisfaction=heard(reading, account_id=account.id),
        today=facts.today,
        own=_own(reading, account.id),
    )


def _own(reading: Reading, account_id: int) -> tuple[tuple[str, str], ...]:
    kept = own_fields(reading, account_id=account_id)
    return tuple((name, custom_text(value)) for name, value in kept.items() if value is not None)


def _parent(reading: Reading, parent_id: int | None) -> str | None:
    """Return the name of the account above, if this person may see it."""
    if parent_id is None:
        return None
    statement = select(accounts.c.name).where(accounts.c.id == parent_id, reading.visible(accounts))
    found: str | None = reading.connection.execute(statement).scalar_one_or_none()
    return found


def _calendar(reading: Reading, calendar_id: int | None) -> str | None:
    if calendar_id is None:
        return None
    statement = select(calendars.c.name).where(calendars.c.id == calendar_id)
    return str(reading.connection.execute(statement).scalar_one())


def _domains(reading: Reading, account_id: int) -> tuple[str, ...]:
    d = account_domains.c
    statement = select(d.domain).where(d.account_id == account_id, reading.visible(account_domains))
    return tuple(reading.connection.execute(statement.order_by(d.domain)).scalars())


def _technical(reading: Reading, account_id: int) -> tuple[TechnicalContextRow, ...]:
    t = technical_context.c
    statement = select(t.topic, t.detail, t.approval, t.approval_state).where(
        t.account_id == account_id, reading.visible(technical_context)
    )
    return tuple(
        TechnicalContextRow(row.topic, row.detail, _approval(row.approval_state, row.approval))
        for row in reading.rows(statement.order_by(t.topic))
    )


def _approval(state: ApprovalState | None, note: str | None) -> str | None:
    """Return how an approval stands, with what was noted of it; None where none is needed."""
    if state is None or state is ApprovalState.NOT_NEEDED:
        return note
    return note if note and label(state) in note else ", ".join(filter(None, (label(state), note)))
