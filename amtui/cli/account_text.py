"""One account in full, as an object and as lines."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from amtui.cli.output import Document
from amtui.cli.satisfaction_shapes import satisfaction_object
from amtui.cli.shapes import account_object, plain
from amtui.cli.words import UNKNOWN, amount, day, figure_baseline, figure_target, figure_value, moment
from amtui.domain.account_records import AccountDetail, AccountRow
from amtui.domain.deals import DealState, likelihood
from amtui.domain.satisfaction_words import both_words, said_words
from amtui.domain.wording import label, rate


def account_document(detail: AccountDetail, zone_name: str) -> Document:
    """Return the account as the portfolio has it, with all that belongs to it."""
    zone, row = ZoneInfo(zone_name), detail.row
    own = {"plan": row.plan, "billing": row.billing, "time_zone": row.zone, "version": row.version}
    names = (
        "parent", "domains", "calendar", "am_email", "am_phone", "agreement_start", "agreement_notice_days",
        "go_live_on",
    )  # fmt: skip
    facts = own | {name: getattr(detail, name) for name in names}
    parts = {
        "contacts": ("id", "name", "email", "phone", "job", "is_admin", "is_approved", "is_champion"),
        "criteria": ("what", "met", "why"),
        "improvements": (
            "id",
            "what",
            "playbook",
            "kpi",
            "status",
            "implemented_on",
            "evidence",
            "confirmed_by",
        ),
        "technical": ("topic", "detail", "approval"),
        "invoices": ("number", "amount", "issued_on", "due_on", "paid_on"),
        "deals": ("state", "count", "worth", "weighted", "weighed"),
        "open_deals": ("name", "product", "stage", "value", "probability", "closes_on"),
    }
    lists = {
        part: [{key: plain(getattr(one, key), zone) for key in keys} for one in getattr(detail, part)]
        for part, keys in parts.items()
    }
    told = {"satisfaction": satisfaction_object(detail.satisfaction, zone)}
    shown = account_object(row, zone) | {key: plain(value, zone) for key, value in facts.items()}
    return shown | lists | told


def account_lines(detail: AccountDetail, zone_name: str) -> list[str]:
    """Return what a person wants to know of an account, a line each."""
    return [*_facts(detail, ZoneInfo(zone_name)), *_figures(detail.row), *_parts(detail)]


def _facts(detail: AccountDetail, zone: ZoneInfo) -> Iterator[str]:
    row = detail.row
    score = label(row.health_band) if row.health is None else str(row.health)
    health = f"{score} ({rate(row.health_coverage, 0)} known)"
    facts = {
        "Manager": " ".join(filter(None, (row.am, detail.am_email, detail.am_phone))),
        "Tier, plan": f"{label(row.tier)}, {row.plan}",
        "Status": f"{label(row.status)}, billing {label(row.billing)}",
        "Zone": row.zone,
        "Domains": ", ".join(detail.domains) or UNKNOWN,
        "Value": amount(row.monthly_value),
        "Health": health,
        "Requests": f"{row.open_requests} open, {row.breached_requests} breached",
        "Last touch": moment(row.last_touch_at, zone),
        "Review": moment(row.next_review_at, zone),
        "CSAT, NPS": f"{both_words(detail.satisfaction.found)} in {detail.satisfaction.days} days",
        "Renewal": day(row.renewal_on),
        "Version": str(row.version),
    }
    yield row.name
    yield from (f"{name + ':':<12}{value}" for name, value in facts.items())


def _figures(row: AccountRow) -> Iterator[str]:
    for figure in row.kpis:
        agreed = f"baseline {figure_baseline(figure)}, target {figure_target(figure)}"
        yield f"{label(figure.kpi)}: {figure_value(figure)} (n {figure.n:,}), {agreed}, {label(figure.state)}"


def _parts(detail: AccountDetail) -> Iterator[str]:
    marks = {True: "met", False: "not met", None: "open"}
    for one in detail.criteria:
        yield f"[{marks[one.met]}] {one.what}: {one.why}"
    if detail.satisfaction.said:
        yield f"Said last: {said_words(detail.satisfaction.said)}"
    for contact in detail.contacts:
        known = filter(None, (contact.name, contact.job, contact.email, contact.phone))
        yield f"Contact: {', '.join(known)}"
    for improvement in detail.improvements:
        yield f"Improvement: {improvement.what} ({label(improvement.status)})"
    for fact in detail.technical:
        yield f"{fact.topic}: {fact.detail}"
    for invoice in detail.invoices:
        if invoice.paid_on is None:
            owed = f"{amount(invoice.amount)}, due {invoice.due_on}, {invoice.state(detail.today)}"
            yield f"Invoice {invoice.number}: {owed}"
    yield from _deals(detail)


def _deals(detail: AccountDetail) -> Iterator[str]:
    for deal in detail.deals:
        worth = f", worth {amount(deal.worth)}" if deal.worth is not None else ""
        if deal.state is DealState.OPEN and deal.weighted is not None:
            worth += f", weighted {amount(deal.weighted)} ({deal.weighed} of {deal.count})"
        yield f"Deals {deal.state}: {deal.count}{worth}"
    for one in detail.open_deals:
        value = amount(one.value) if one.value else None
        closes = f"closes {one.closes_on}" if one.closes_on else None
        parts = (one.name, one.product, one.stage, value, likelihood(one.probability), closes)
        yield f"Open deal: {', '.join(part for part in parts if part)}"
