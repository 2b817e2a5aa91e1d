"""What an account's contract and its billing ask for: notice to think of, money that is overdue."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from amtui.data.queries.account_facts import AccountFacts
from amtui.data.queries.today_common import of_account
from amtui.domain.health_facts import OVERDUE_DAYS
from amtui.domain.invoices import Invoice, grade
from amtui.domain.money import format_money
from amtui.domain.triage import Candidate
from amtui.domain.vocabulary import BillingState, Source
from amtui.domain.wording import counted

NOTICE_AHEAD = timedelta(days=14)
"""So long before the last day to give notice a renewal is thought of."""
BILLING = {BillingState.OVERDUE: "Invoices are overdue", BillingState.BLOCKED: "Billing is blocked"}


def money_candidates(facts: AccountFacts) -> Iterator[Candidate]:
    """Yield a renewal in or near its notice period, overdue invoices, and billing that is not up to date."""
    if (renewal := _renewal(facts)) is not None:
        yield renewal
    late = [one for one in facts.unpaid or () if one.overdue_days(facts.today)]
    yield from (_invoice(facts, one) for one in late)
    blocked = facts.account.billing is BillingState.BLOCKED
    if (words := BILLING.get(facts.account.billing)) is not None and (blocked or not late):
        yield of_account(facts, Source.BILLING, words, grade=int(blocked))


def _invoice(facts: AccountFacts, one: Invoice) -> Candidate:
    """Return an invoice that is overdue; its own amount is what is at risk."""
    words = f"{format_money(one.amount)} unpaid, invoice {one.number}"
    days = one.overdue_days(facts.today)
    why = (f"more than {OVERDUE_DAYS} days overdue, which holds health down",) if days > OVERDUE_DAYS else ()
    found = of_account(facts, Source.INVOICE, words, *why, day=one.due_on, grade=grade(days))
    return replace(found, ref=str(one.id), target_id=one.id, value_at_risk=one.amount)


def _renewal(facts: AccountFacts) -> Candidate | None:
    """Return the renewal: due by the last day to give notice, after that by the end of the agreement."""
    agreement = facts.agreement
    if agreement is None or not agreement.notice_on - NOTICE_AHEAD <= facts.today <= agreement.ends_on:
        return None
    if facts.today <= agreement.notice_on:
        words = f"Renewal: last day to give notice is {agreement.notice_on}"
        return of_account(facts, Source.RENEWAL, words, day=agreement.notice_on)
    words = f"Renewal: the agreement ends on {agreement.ends_on}"
    notice = f"inside its notice period of {counted(agreement.notice_days, 'day')}"
    return of_account(facts, Source.RENEWAL, words, notice, day=agreement.ends_on, grade=1)
