"""Less frequent things to do with requests: aside, elsewhere, up, out, and why."""

from typing import TYPE_CHECKING

from amtui.domain.request_changes import CreateRequest, EscalateRequest, SaveView
from amtui.domain.request_records import RequestRow
from amtui.screens.dialogs.reason import ReasonDialog
from amtui.screens.request_carry import Carrier, Rows
from amtui.screens.viewer import zone_of

if TYPE_CHECKING:
    from amtui.domain.queue_records import SavedView
    from amtui.services.backend import Backend


async def snooze(carrier: Carrier, rows: Rows) -> None:
    """Ask until when and put requests aside; one that is aside already may be taken up again."""
    from amtui.domain.request_recipes_aside import Aside
    from amtui.screens.dialogs.snooze import SnoozeDialog

    app = carrier.screen.app
    if answer := await carrier.ask(SnoozeDialog(rows, app.clock.now(), zone_of(app))):
        await carrier.carry(Aside(answer.until, answer.for_client), rows)


async def wake(carrier: Carrier, rows: Rows) -> None:
    """Take requests up again."""
    from amtui.domain.request_recipes_aside import Back

    await carrier.carry(Back(), rows)


async def pick_account(carrier: Carrier, question: str, typed: str = "") -> tuple[int, str] | None:
    """Ask for an account by a part of its name."""
    from amtui.data.queries.account_names import account_choices
    from amtui.screens.dialogs.pick import PickDialog

    backend = _backend(carrier)
    known = dict(await backend.ask(account_choices))
    choices = [(str(account_id), name) for account_id, name in known.items()]
    answer: str | None = await carrier.ask(
        PickDialog(question, choices, placeholder="an account", typed=typed)
    )
    return None if answer is None else (int(answer), known[int(answer)])


async def move(carrier: Carrier, rows: Rows) -> None:
    """Ask for the right account and the reason, and move requests there."""
    from amtui.domain.request_recipes_aside import ToAccount

    what = rows[0].ref if len(rows) == 1 else f"{len(rows):,} requests"
    picked = await pick_account(carrier, f"Which account does {what} belong to?")
    if picked is None:
        return
    account_id, name = picked
    reason: str | None = await carrier.ask(ReasonDialog(f"Why does {what} belong to {name}?"))
    if reason is not None:
        await carrier.carry(ToAccount(account_id, name, reason), rows)


async def log_new(carrier: Carrier, row: RequestRow | None) -> None:
    """Ask for account and form, and log a request; where this person may not, say so first."""
    from amtui.data.queries.account_detail import account_contacts
    from amtui.data.queries.settings import why_not_create
    from amtui.screens.dialogs.new_request import NewRequestDialog

    backend, app = _backend(carrier), carrier.screen.app
    if reason := await backend.ask(why_not_create, role=backend.identity.role):
        app.say(f"{reason[:1].upper()}{reason[1:]}.", severity="warning")
        return
    picked = await pick_account(carrier, "New request: at which account?", row.account if row else "")
    if picked is None:
        return
    account_id, name = picked
    contacts = await backend.ask(account_contacts, account_id=account_id)
    answer = await carrier.ask(NewRequestDialog(account_id, name, contacts))
    if answer is None:
        return
    change = CreateRequest(
        account_id=account_id,
        type=answer.type,
        subject=answer.subject,
        contact_id=answer.contact_id,
        description=answer.description,
        impact=answer.impact,
        urgency=answer.urgency,
        external_ticket=answer.external_ticket,
    )
    receipt = await carrier.change(change, answer.subject)
    if receipt is not None and receipt.entity_id is not None:
        carrier.screen.made(receipt.entity_id)


async def escalate(carrier: Carrier, row: RequestRow) -> None:
    """Ask to whom, by when and why, and escalate."""
    from amtui.screens.dialogs.escalate import EscalateDialog

    app = carrier.screen.app
    answer = await carrier.ask(EscalateDialog(row, app.clock.now(), zone_of(app)))
    if answer is None:
        return
    change = EscalateRequest(
        request_id=row.id,
        expected_version=row.version,
        team=answer.team,
        asked_for=answer.asked_for,
        note=answer.note,
        evidence=answer.evidence,
        update_every_minutes=answer.update_every_minutes,
    )
    await carrier.change(change, row.ref)


async def pack(carrier: Carrier, row: RequestRow) -> None:
    """Copy the evidence pack and keep it as a file."""
    from amtui.data.queries.request_pack import request_pack
    from amtui.screens.request_texts import hand_out

    text = await _backend(carrier).ask(request_pack, request_id=row.id)
    await hand_out(carrier.screen.app, f"{row.ref}-evidence.md", text)


async def why(carrier: Carrier, row: RequestRow) -> None:
    """Tell how the due times came about."""
    from amtui.data.queries.request_due import request_due
    from amtui.screens.dialogs.told import ToldDialog
    from amtui.screens.request_attention import told_due

    found = await _backend(carrier).ask(request_due, request_id=row.id)
    await carrier.ask(ToldDialog(f"Why {row.ref} is due when it is", told_due(found)))


async def reply(carrier: Carrier, row: RequestRow) -> None:
    """Offer the reply to a request that is not the account manager's to carry out."""
    from amtui.domain.request_recipes import Say
    from amtui.domain.scope_answers import decline_answer, scope_answer
    from amtui.domain.vocabulary import RequestStatus
    from amtui.screens.dialogs.told import ToldDialog
    from amtui.widgets.text import safe

    app = carrier.screen.app
    declined = row.status is RequestStatus.DECLINED
    text = decline_answer(row.type) if declined else scope_answer(row.type) or decline_answer(row.type)
    letters = {"y": "copies it", "c": "sends it as a comment to the client"}
    if app.backend is not None and app.backend.read_only:
        del letters["c"]
    answer: str | None = await carrier.ask(ToldDialog(f"Reply to {row.ref}", safe(text), letters))
    if answer == "y":
        app.copy_to_clipboard(text)
        app.say(f"Copied the reply to {row.ref}")
    elif answer == "c":
        await carrier.carry(Say(text, shared=True), [row])


async def decline(carrier: Carrier, row: RequestRow) -> None:
    """Ask why and what to write to the client, and decline a request with it, as one change."""
    from amtui.domain.request_decline import Decline
    from amtui.domain.request_rules import check_move
    from amtui.domain.scope_answers import decline_answer
    from amtui.domain.vocabulary import RequestStatus
    from amtui.screens.dialogs.decline import Declined, DeclineDialog

    check_move(row.status, RequestStatus.DECLINED, "asked for next")
    answer: Declined | None = await carrier.ask(DeclineDialog(row, decline_answer(row.type)))
    if answer is not None:
        await carrier.carry(Decline(answer.reason, answer.reply), [row])


async def choose_view(carrier: Carrier, in_force: str) -> "SavedView | None":
    """Ask for a saved view and return it; None where the filter was kept, or a view forgotten, instead."""
    from amtui.data.queries.views import views
    from amtui.domain.request_changes import DeleteView
    from amtui.screens.dialogs.views import ViewsDialog

    app = carrier.screen.app
    found = await _backend(carrier).ask(views)
    answer: str | None = await carrier.ask(ViewsDialog(found, in_force))
    kind, _, name = (answer or "").partition(":")
    if kind == "keep":
        await app.change(SaveView(screen="requests", name=name, filter=in_force))
    elif kind == "forget":
        await app.change(DeleteView(screen="requests", name=name))
    return next((view for view in found if kind == "open" and view.name == name), None)


def _backend(carrier: Carrier) -> "Backend":
    from amtui.domain.errors import Unavailable

    backend = carrier.screen.app.backend
    if backend is None:
        raise Unavailable("the database is not open")
    return backend
