"""Logging what clients answer to surveys, from any screen."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from amtui.domain.account_records import ContactRow
from amtui.domain.errors import Invalid, NotFound
from amtui.domain.local_time import instant
from amtui.domain.request_records import RequestRow
from amtui.domain.satisfaction_changes import LogAnswer
from amtui.screens.account_ref import AccountRef
from amtui.screens.dialogs.satisfaction import Answered, SatisfactionDialog
from amtui.screens.sentences import sentence
from amtui.screens.viewer import zone_of
from amtui.widgets.text import one_line

if TYPE_CHECKING:
    from amtui.screens.base import BaseScreen
    from amtui.services.backend import Backend


async def log_answer(screen: "BaseScreen", account: AccountRef | None, people: Sequence[ContactRow]) -> None:
    """Ask for an answer and log it; the form stays until it names an account and a request that there are."""
    app, zone = screen.app, zone_of(screen.app)
    now = app.clock.now().astimezone(zone).replace(tzinfo=None, second=0, microsecond=0)
    name = account.name if account else ""
    filled = Answered(name, None, None, account.contact_id if account else None, now, _asked(screen), "")
    while True:
        answer: Answered | None = await app.push_screen_wait(SatisfactionDialog(filled, people))
        if answer is None or app.backend is None:
            return
        try:
            account_id, request_id = await _meant(app.backend, account, answer)
        except (NotFound, Invalid) as wrong:
            app.say(sentence(wrong), severity="error")
            filled = answer
            continue
        is_known = account is not None and account_id == account.id
        said = answer if is_known else replace(answer, contact_id=None)
        await app.change(
            LogAnswer(
                account_id=account_id,
                csat=said.csat,
                nps=said.nps,
                at=None if said.at == now else instant(said.at, zone),
                contact_id=said.contact_id,
                comment=said.comment,
                request_id=request_id,
            )
        )
        return


def _asked(screen: "BaseScreen") -> str:
    """Return the reference of the request under the cursor, which the answer may be about."""
    selected = screen.selected()
    row = getattr(selected, "row", selected)
    return row.ref if isinstance(row, RequestRow) else ""


async def _meant(backend: "Backend", account: AccountRef | None, answer: Answered) -> tuple[int, int | None]:
    """Return the ids of account and request.

    Raises:
        NotFound: there is no such account or request that this person may see.
        Invalid: the request is another account's.
    """
    from amtui.data.queries.portfolio import account_id_of
    from amtui.data.queries.requests_by_ref import requests_by_ref

    is_known = account is not None and answer.account == one_line(account.name).strip()
    account_id = account.id if account and is_known else await backend.ask(account_id_of, name=answer.account)
    if not answer.request:
        return account_id, None
    (row,) = await backend.ask(requests_by_ref, refs=[answer.request])
    if row.account_id != account_id:
        raise Invalid({"request": f"{row.ref} is a request of {row.account}"})
    return account_id, row.id
