"""Logging and correcting contacts with clients, and what they answer to surveys, from any screen."""

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from amtui.domain.account_records import ContactRow
from amtui.domain.changes import LogInteraction
from amtui.domain.errors import NotFound
from amtui.domain.interaction_records import InteractionRow
from amtui.domain.interaction_words import US, said_of
from amtui.domain.local_time import instant
from amtui.domain.review_changes import EditInteraction
from amtui.domain.vocabulary import Channel
from amtui.screens.account_ref import AccountRef
from amtui.screens.dialogs.contact import IN_FULL, QUICK, SCORE, ContactDialog, Contacted, LogChoice
from amtui.screens.sentences import sentence
from amtui.screens.viewer import zone_of
from amtui.widgets.text import one_line

if TYPE_CHECKING:
    from amtui.screens.base import BaseScreen

NO_CONTACT = 0


class ContactActions:
    """Log and correct, for one screen."""

    def __init__(self, screen: "BaseScreen") -> None:
        self.screen = screen

    @property
    def zone(self) -> ZoneInfo:
        """The zone that times are typed and shown in."""
        return zone_of(self.screen.app)

    def log(self, account: AccountRef | None) -> None:
        """Ask what kind of contact it was; log it at once where the account is known, else in full."""
        self.screen.app.begin(self._log(account))

    def edit(self, row: InteractionRow) -> None:
        """Let a contact be corrected."""
        self.screen.app.begin(self._edit(row))

    async def _log(self, account: AccountRef | None) -> None:
        app = self.screen.app
        answer: str | None = await app.push_screen_wait(LogChoice(account.name if account else ""))
        if answer is None:
            return
        if answer == SCORE:
            await self._log_answer(account)
            return
        channel, direction, completed = QUICK.get(answer, (Channel.CALL, US, True))
        said = said_of(channel, direction, completed=completed)
        now = app.clock.now().astimezone(self.zone).replace(tzinfo=None)
        contact_id = account.contact_id if account else None
        begin = Contacted(
            account.name if account else "", channel, direction, said, contact_id, now, completed
        )
        if account is None or answer == IN_FULL:
            await self._log_in_full(account, begin)
        else:
            await app.change(_logged(account.id, begin, None))

    async def _log_answer(self, account: AccountRef | None) -> None:
        from amtui.screens.satisfaction_actions import log_answer

        await log_answer(self.screen, account, await self._people(account.id) if account else ())

    async def _log_in_full(self, account: AccountRef | None, begin: Contacted) -> None:
        found = await self._filled(begin, account.id if account else None)
        if found is not None:
            account_id, answer = found
            at = None if answer.at == _minute(begin.at) else instant(answer.at, self.zone)
            await self.screen.app.change(_logged(account_id, answer, at))

    async def _filled(self, begin: Contacted, account_id: int | None) -> tuple[int, Contacted] | None:
        """Return the account and what was written; the form stays until it names an account."""
        from amtui.data.queries.portfolio import account_id_of

        app = self.screen.app
        people = await self._people(account_id) if account_id is not None else ()
        known, filled = one_line(begin.account).strip(), begin
        while True:
            answer: Contacted | None = await app.push_screen_wait(ContactDialog(filled, people))
            if answer is None or app.backend is None:
                return None
            if account_id is not None and answer.account == known:
                return account_id, answer
            try:
                other = await app.backend.ask(account_id_of, name=answer.account)
            except NotFound as wrong:
                app.say(sentence(wrong), severity="error")
                filled = answer
            else:
                return other, replace(answer, contact_id=None)

    async def _edit(self, row: InteractionRow) -> None:
        at = row.at.astimezone(self.zone).replace(tzinfo=None)
        begin = Contacted(
            row.account, row.channel, row.direction, row.summary, row.contact_id, at, row.completed
        )
        found = await self._filled(begin, row.account_id)
        if found is None:
            return
        account_id, answer = found
        await self.screen.app.change(
            EditInteraction(
                interaction_id=row.id,
                expected_version=row.version,
                account_id=account_id,
                direction=answer.direction,
                channel=answer.channel,
                summary=answer.summary,
                at=None if answer.at == _minute(at) else instant(answer.at, self.zone),
                contact_id=answer.contact_id or NO_CONTACT,
                completed=answer.completed,
            )
        )

    async def _people(self, account_id: int) -> tuple[ContactRow, ...]:
        from amtui.data.queries.account_detail import account_contacts

        backend = self.screen.app.backend
        return () if backend is None else await backend.ask(account_contacts, account_id=account_id)


def _minute(at: datetime) -> datetime:
    """Return a moment as the form shows it, without seconds."""
    return at.replace(second=0, microsecond=0)


def _logged(account_id: int, answer: Contacted, at: datetime | None) -> LogInteraction:
    return LogInteraction(
        account_id=account_id,
        direction=answer.direction,
        channel=answer.channel,
        summary=answer.summary,
        at=at,
        contact_id=answer.contact_id,
        completed=answer.completed,
    )
