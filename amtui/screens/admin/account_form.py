"""The form of an account: new, or as it is, with the fields of the team's own."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from amtui.domain.account_records import AccountDetail
from amtui.domain.change import Change
from amtui.domain.changes import AddAccount, SetAccount
from amtui.domain.office_settings import custom_text
from amtui.domain.people import UNASSIGNED, UserChoice
from amtui.domain.vocabulary import BillingState, Tier
from amtui.domain.wording import label
from amtui.screens.admin.saving import SavingDialog
from amtui.widgets.fields import FormField, choice_field, text_field

if TYPE_CHECKING:
    from amtui.services.backend import Backend

OWN = "custom."
LABELS = {
    "name": "Name", "plan": "Plan", "zone": "Time zone", "monthly_value": "Per month",
    "domains": "Domain names", "parent": "Part of", "calendar": "Calendar",
}  # fmt: skip


def new_account(people: Sequence[UserChoice], zone: str, own: Sequence[str]) -> SavingDialog:
    """Return the empty form of an account, with the fields of the team's own by name."""

    def fields() -> Iterator[FormField]:
        yield text_field("name", "Name", hint="needed")
        yield text_field("plan", "Plan", "standard")
        yield choice_field("tier", "Tier", [(one.value, label(one)) for one in Tier], Tier.STANDARD.value)
        yield text_field("zone", "Time zone", zone)
        yield text_field("domains", "Domain names", placeholder="example.org, example.net")
        holders = [
            (str(UNASSIGNED), "nobody yet"),
            *((str(row.id), row.name) for row in people),
        ]
        yield choice_field("am", "Account manager", holders, str(UNASSIGNED))
        yield from (_own_field(name, "") for name in own)

    def make(said: dict[str, str]) -> Change:
        domains = tuple(filter(None, (one.strip() for one in said["domains"].split(","))))
        return AddAccount(
            name=said["name"],
            plan=said["plan"],
            tier=said["tier"],
            zone=said["zone"],
            domains=domains,
            am_id=int(said["am"]),
            own=tuple((name, said[f"{OWN}{name}"]) for name in own),
        )

    return SavingDialog("New account", fields, make, another=True, draft="account.new")


def known_account(detail: AccountDetail, own: Mapping[str, object]) -> SavingDialog:
    """Return the form of an account as it is; only what was changed is saved."""
    row = detail.row
    value = row.monthly_value
    texts = {
        "name": row.name,
        "plan": row.plan,
        "zone": row.zone,
        "monthly_value": f"{value.amount} {value.currency}" if value else "",
        "domains": ", ".join(detail.domains),
        "parent": detail.parent or "",
        "calendar": detail.calendar or "",
    }
    extra = {name: custom_text(kept) for name, kept in own.items()}
    whole = {f"{OWN}{name}": text for name, text in extra.items()}
    before = {**texts, "tier": row.tier.value, "billing": row.billing.value, **whole}

    def fields() -> Iterator[FormField]:
        yield from (text_field(name, LABELS[name], text) for name, text in texts.items())
        yield choice_field("tier", "Tier", [(one.value, label(one)) for one in Tier], row.tier.value)
        states = [(one.value, label(one)) for one in BillingState]
        yield choice_field("billing", "Billing", states, row.billing.value)
        yield from (_own_field(name, text) for name, text in extra.items())

    def make(said: dict[str, str]) -> Change:
        changed = tuple((name, text) for name, text in said.items() if text != before[name])
        return SetAccount(account_id=row.id, expected_version=row.version, fields=changed)

    return SavingDialog(
        f"Edit {row.name}", fields, make, foreseen=True, draft=f"account.{row.id}", version=row.version
    )


async def form_of(backend: "Backend", account_id: int) -> SavingDialog:
    """Return the form of an account of an id."""
    from amtui.data.queries.account_detail import account_detail
    from amtui.data.queries.own_fields import own_field_names, own_fields

    detail = await backend.ask(account_detail, account_id=account_id)
    kept = await backend.ask(own_fields, account_id=account_id)
    names = await backend.ask(own_field_names)
    return known_account(detail, {name: kept[name] for name in names})


def _own_field(name: str, text: str) -> FormField:
    return text_field(f"{OWN}{name}", label(name).capitalize(), text)
