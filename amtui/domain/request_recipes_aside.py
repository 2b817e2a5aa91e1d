"""Putting requests aside and moving them to the account that they belong to, whichever they are."""

from datetime import datetime, timedelta, tzinfo

from amtui.domain.change import Change
from amtui.domain.errors import Refused
from amtui.domain.frozen import dataclass
from amtui.domain.local_time import instant
from amtui.domain.request_changes import MoveRequest, SnoozeRequest, WakeRequest
from amtui.domain.request_recipes import Recipe
from amtui.domain.request_records import RequestRow
from amtui.domain.request_rules import STOPPED
from amtui.domain.wording import counted, label

NO_DATE = "The request is not snoozed until a date, so there is none to move."


@dataclass(frozen=True, slots=True)
class Aside(Recipe):
    """Put aside until a moment, until the client does something, or whichever is first."""

    until: datetime | None
    for_client: bool
    verb = "be snoozed"

    @property
    def words(self) -> str:
        """What is done."""
        when = [f"{self.until:%Y-%m-%d %H:%M} UTC"] if self.until else []
        when += ["the client does something"] if self.for_client else []
        return f"until {' or '.join(when)}"

    def check(self, row: RequestRow) -> None:
        """Let a request pass on which something is still to be done."""
        if row.status in STOPPED:
            raise Refused(f"A request that is “{label(row.status)}” needs no snoozing.")

    def change(self, row: RequestRow) -> Change:
        """Return the snooze."""
        return SnoozeRequest(
            request_id=row.id, expected_version=row.version, until=self.until, for_client=self.for_client
        )


@dataclass(frozen=True, slots=True)
class Back(Recipe):
    """Take up again."""

    verb = "be back"
    answers = False

    @property
    def words(self) -> str:
        """What is done."""
        return "back"

    def check(self, row: RequestRow) -> None:
        """Let a request pass that is put aside."""
        if row.snoozed_until is None and not row.snoozed_for_client:
            raise Refused("The request is not snoozed.")

    def change(self, row: RequestRow) -> Change:
        """Return the wake."""
        return WakeRequest(request_id=row.id, expected_version=row.version)


@dataclass(frozen=True, slots=True)
class ToAccount(Recipe):
    """Move to another account."""

    account_id: int
    name: str
    reason: str
    verb = "move"

    @property
    def words(self) -> str:
        """What is done."""
        return f"to {self.name}"

    def check(self, row: RequestRow) -> None:
        """Let a request pass that is alive and belongs elsewhere."""
        Recipe.check(self, row)
        if row.account_id == self.account_id:
            raise Refused(f"The request is at {self.name} already.")

    def change(self, row: RequestRow) -> Change:
        """Return the move."""
        return MoveRequest(
            request_id=row.id, expected_version=row.version, account_id=self.account_id, reason=self.reason
        )


@dataclass(frozen=True, slots=True)
class Later(Recipe):
    """Move the date until which requests are aside by so many days; backwards where they are negative."""

    days: int
    zone: tzinfo
    verb = "be moved"
    answers = False

    @property
    def words(self) -> str:
        """What is done."""
        return f"{counted(abs(self.days), 'day')} {'later' if self.days > 0 else 'earlier'}"

    def check(self, row: RequestRow) -> None:
        """Let a request pass that is aside until a date."""
        if row.snoozed_until is None:
            raise Refused(NO_DATE)

    def change(self, row: RequestRow) -> Change:
        """Return the snooze until the other day, at the same time of the viewer's clock."""
        if row.snoozed_until is None:
            raise Refused(NO_DATE, next="Press Z to snooze it.")
        wall = row.snoozed_until.astimezone(self.zone).replace(tzinfo=None) + timedelta(days=self.days)
        return SnoozeRequest(
            request_id=row.id,
            expected_version=row.version,
            until=instant(wall, self.zone),
            for_client=row.snoozed_for_client,
        )
