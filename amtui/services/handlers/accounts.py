"""Changes of accounts: enter, change fields, give to an account manager; and contacts with clients."""

from sqlalchemy import RowMapping, select

from amtui.data.models import accounts, interactions, requests
from amtui.domain.change import Receipt, Topic
from amtui.domain.changes import AddAccount, AssignAccount, LogInteraction, SetAccount
from amtui.domain.errors import Invalid, Refused
from amtui.domain.people import UNASSIGNED
from amtui.domain.vocabulary import AccountStatus, BillingState
from amtui.domain.wording import counted, listed, title
from amtui.services.account_days import rebuild_days
from amtui.services.handlers import account_status
from amtui.services.handlers.account_domains import set_domains
from amtui.services.handlers.account_fields import OWN, parsed, values_of_texts
from amtui.services.handlers.common import (
    account_row,
    active_user,
    contact_row,
    said,
    seen,
)
from amtui.services.handlers.recount import Recount
from amtui.services.handlers.timeline import tell
from amtui.services.writing import Writing

REBUILT_FOR = frozenset({"zone", "calendar_id"})
"""Columns on which the local days and opening hours of an account's calls depend."""

COUNTED_BY = REBUILT_FOR | {"plan"}
"""Columns on which the due times of its open requests depend."""


def add(writing: Writing, change: AddAccount) -> Receipt:
    """Enter a new account, for an account manager or unassigned."""
    whose = holder(writing, change.am_id)
    texts = {
        "name": change.name,
        "plan": change.plan,
        "tier": change.tier,
        "zone": change.zone,
        "currency": change.currency,
        "domains": ",".join(change.domains),
        **{f"{OWN}{name}": text for name, text in change.own},
    }
    fields = parsed(writing, None, texts)
    if change.monthly_value is not None and not change.monthly_value >= 0:
        raise Invalid({"monthly_value": "a value is not negative"})
    domains = fields.pop("domains")
    values = {
        **fields,
        "am_id": change.am_id,
        "monthly_value": change.monthly_value,
        "status": AccountStatus.ACTIVE,
        "billing": BillingState.UP_TO_DATE,
        "created_at": writing.now,
        "updated_at": writing.now,
        "version": 1,
    }
    account_id = writing.insert(accounts, values, Topic.ACCOUNTS)
    set_domains(writing, {**values, "id": account_id}, domains)
    return writing.receipt(f"{values['name']} added, {whose}", account_id, 1)


def set_fields(writing: Writing, change: SetAccount) -> Receipt:
    """Change fields of an account, given as texts."""
    row = seen(
        writing,
        accounts,
        change.account_id,
        change.expected_version,
        f"account {change.account_id}",
        values_of_texts(change.fields),
    )
    values = parsed(writing, row, dict(change.fields))
    domains = values.pop("domains", None)
    also = account_status.consequences(writing, row, values, change.reason)
    touched = domains is not None and set_domains(writing, row, domains)
    recount = Recount.begin(writing, row["id"]) if COUNTED_BY & values.keys() else None
    version = writing.update(accounts, row, row["version"], values, Topic.ACCOUNTS, touch=touched)
    if version == row["version"]:
        return writing.receipt(f"{row['name']} is like that already", row["id"], version)
    for sub in also:
        account_status.deactivate(writing, sub, f"with {row['name']}: {values['status_reason']}")
    if any(values.get(name, row[name]) != row[name] for name in REBUILT_FOR):
        rebuild(writing, row["id"])
    fields = listed([name.removeprefix(OWN).replace("_", " ") for name, _text in change.fields])
    with_subs = f", with {counted(len(also), 'sub-account')}" if also else ""
    told = recount.finish() if recount else ""
    name = values.get("name", row["name"])
    if [name for name, _text in change.fields] == ["status"]:
        return writing.receipt(f"{name} is {values['status'].value}{with_subs}", row["id"], version)
    return writing.receipt(f"{name}: {fields} changed{with_subs}{told}", row["id"], version)


def assign(writing: Writing, change: AssignAccount) -> Receipt:
    """Give an account to an account manager; all that belongs to it moves along."""
    row = seen(
        writing,
        accounts,
        change.account_id,
        change.expected_version,
        f"account {change.account_id}",
        {"am_id": change.am_id},
    )
    whose = holder(writing, change.am_id)
    version = give(writing, row, change.am_id)
    if version == row["version"]:
        return writing.receipt(f"{row['name']} is {whose} already", row["id"], version)
    return writing.receipt(f"{row['name']} is {whose}", row["id"], version)


def give(writing: Writing, row: RowMapping, am_id: int) -> int:
    """Give an account to an account manager, its open requests along; return its version by then."""
    version = writing.update(accounts, row, row["version"], {"am_id": am_id}, Topic.ACCOUNTS)
    if version != row["version"]:
        _hand_over(writing, row["id"], row["am_id"], am_id)
        writing.topics |= {Topic.REQUESTS, Topic.REVIEWS, Topic.KPIS}
    return version


def log_interaction(writing: Writing, change: LogInteraction) -> Receipt:
    """Record a contact with a client."""
    account = account_row(writing, change.account_id)
    if change.contact_id is not None:
        contact_row(writing, account, change.contact_id)
    at = change.at or writing.now
    if at.tzinfo is None or at > writing.now:
        raise Invalid({"at": "a contact took place in the past, at a moment with a time zone"})
    values = {
        "account_id": account["id"],
        "am_id": account["am_id"],
        "contact_id": change.contact_id,
        "user_id": writing.identity.user_id,
        "at": at,
        "direction": change.direction,
        "channel": change.channel,
        "summary": said(change.summary, "summary"),
        "completed": change.completed,
        "version": 1,
    }
    interaction_id = writing.insert(interactions, values, Topic.INTERACTIONS)
    return writing.receipt(f"{title(change.channel)} with {account['name']} logged", interaction_id, 1)


def rebuild(writing: Writing, account_id: int) -> None:
    """Work out an account's local days, exclusions and daily figures again."""
    rebuild_days(writing.connection, account_id, writing.now)
    writing.topics.add(Topic.KPIS)


def holder(writing: Writing, am_id: int) -> str:
    """Return whose the account is, in words, if this person may give it to them.

    Raises:
        Refused: if the user is inactive, or outside of the books that this person leads.
    """
    if am_id == UNASSIGNED:
        return "unassigned"
    user = active_user(writing, am_id)
    if not writing.identity.scope.sees(am_id):
        raise Refused(f"{user['name']} does not report to you", next="Ask an administrator to assign it.")
    return f"managed by {user['name']}"


def _hand_over(writing: Writing, account_id: int, before: int, after: int) -> None:
    """Give the open requests that the former account manager owns to the new one."""
    wanted = select(requests).where(
        requests.c.account_id == account_id, requests.c.is_open, requests.c.owner_id == before
    )
    values = {"owner_id": None if after == UNASSIGNED else after}
    for row in writing.connection.execute(wanted).mappings().all():
        writing.update(requests, row, row["version"], values, Topic.REQUESTS)
        tell(writing, row, values, "the account was assigned")
