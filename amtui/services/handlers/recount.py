"""Open requests follow what due times are counted by: service levels, business hours, routes.

What is over stays as it was judged: requests that have ended, and first responses that were given. A
resolution that was promised for another moment than the rules give stays promised for it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Select, bindparam, func, insert, select, true, update

from amtui.data.codec import encode_all
from amtui.data.models import accounts, audit, requests
from amtui.domain.business_time import Calendar
from amtui.domain.change import Topic
from amtui.domain.request_history import FOLLOWS as FOLLOWS
from amtui.domain.sla import SlaPolicy
from amtui.domain.vocabulary import Priority
from amtui.domain.wording import counted
from amtui.services.account_calendar import calendar_with, forget_calendars, policy_of
from amtui.services.handlers.request_clock import next_due
from amtui.services.recounted import DUE, recounted
from amtui.services.writing import Columns, Writing

if TYPE_CHECKING:
    from amtui.services.recounted import Recounted

R, A = requests.c, accounts.c
BLOCK = 5_000
Place = tuple[str, int | None, str]
"""Plan, calendar and zone of an account."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What the due times of an account are counted by."""

    policy: SlaPolicy
    calendar: Calendar

    def unlike(self, other: "Terms") -> list[Priority]:
        """Return the priorities whose requests these terms may give other due times than some others."""
        mine, theirs = self.policy, other.policy
        if self.calendar != other.calendar or mine.at_risk_share != theirs.at_risk_share:
            return list(Priority)
        return [priority for priority in Priority if mine.target(priority) != theirs.target(priority)]


@dataclass(slots=True)
class Recount:
    """The due times of open requests, before and after a change of what they are counted by.

    Made before the change; `finish` brings the requests up to date.

    Attributes:
        account_id: the only account whose terms change; None is all.
        late, early: how many requests are breached now and were not, and the other way round.
        seen, total: how many open requests were looked at, of how many.
    """

    writing: Writing
    account_id: int | None
    before: Mapping[int, Place]
    terms: Mapping[Place, Terms]
    moved: int = 0
    late: int = 0
    early: int = 0
    seen: int = 0
    total: int = 0

    @classmethod
    def begin(cls, writing: Writing, account_id: int | None = None) -> "Recount":
        """Remember what due times are counted by now."""
        before = _places(writing.connection, account_id)
        return cls(writing, account_id, before, _terms(writing, set(before.values())))

    def finish(self) -> str:
        """Bring open requests up to date; return what became of them as the end of a sentence."""
        forget_calendars(self.writing.connection)
        after = _places(self.writing.connection, self.account_id)
        now = _terms(self.writing, set(after.values()))
        changed: dict[tuple[Place, Place], list[int]] = {}
        for account_id, place in after.items():
            was = self.before.get(account_id, place)
            if was in self.terms and self.terms[was] != now[place]:
                changed.setdefault((was, place), []).append(account_id)
        parts = [
            (ids[start : start + BLOCK], self.terms[was], now[place])
            for (was, place), ids in changed.items()
            for start in range(0, len(ids), BLOCK)
        ]
        counts = (_number(ids, old.unlike(new)) for ids, old, new in parts)
        self.total = sum(self.writing.connection.execute(count).scalar_one() for count in counts)
        for ids, old, new in parts:
            self._accounts(ids, old, new)
        return self._words()

    def _accounts(self, ids: list[int], old: Terms, new: Terms) -> None:
        rows = self.writing.connection.execute(_open(ids, old.unlike(new))).mappings().all()
        for start in range(0, len(rows), BLOCK):
            self.writing.step(self.seen, self.total, "open requests")
            self._write(recounted(rows[start : start + BLOCK], old, new, self.writing.now))
            self.seen += len(rows[start : start + BLOCK])

    def _write(self, found: "Recounted") -> None:
        changed = list(_changed(found))
        self.moved, self.late, self.early = (
            self.moved + len(changed),
            self.late + found.late,
            self.early + found.early,
        )
        if not changed:
            return
        write_all(self.writing, changed, (*DUE, "next_due_at"))

    def _words(self) -> str:
        if not self.moved:
            return ""
        gets = "gets" if self.moved == 1 else "get"
        parts = [f"{counted(self.moved, 'open request')} {gets} another due time"]
        if self.late:
            parts.append(f"{self.late:,} {'becomes' if self.late == 1 else 'become'} breached")
        if self.early:
            parts.append(f"{self.early:,} no longer {'is' if self.early == 1 else 'are'}")
        return "; " + ", ".join(parts)


def write_all(
    writing: Writing,
    changed: list[tuple[Columns, dict[str, Any]]],
    names: Sequence[str],
    *,
    action: str = FOLLOWS,
) -> None:
    """Write columns of many requests, each with its audit row; the author of none of them is asked."""
    statement = (
        update(requests)
        .where(R.id == bindparam("own_id"))
        .values({name: bindparam(f"new_{name}") for name in names} | {"version": R.version + 1})
    )
    rows = [{"own_id": row["id"], **{f"new_{n}": new[n] for n in names}} for row, new in changed]
    writing.connection.execute(statement, rows)
    entries = [_entry(writing, row, new, action) for row, new in changed]
    writing.connection.execute(insert(audit), entries)
    writing.topics.add(Topic.REQUESTS)


def _entry(writing: Writing, row: Columns, new: dict[str, Any], action: str) -> dict[str, Any]:
    names = [name for name in new if name != "updated_at" and row[name] != new[name]]
    return {
        "at": writing.now,
        "actor_id": writing.identity.user_id,
        "am_id": row["am_id"],
        "account_id": row["account_id"],
        "entity": requests.name,
        "entity_id": row["id"],
        "action": action,
        "before": encode_all({name: row[name] for name in names}),
        "after": encode_all({name: new[name] for name in names}),
        "version_after": row["version"] + 1,
        "group": writing.group,
    }


def _changed(found: "Recounted") -> Iterator[tuple[Columns, dict[str, Any]]]:
    for row, values in found.rows:
        yield row, {**values, "next_due_at": next_due({**row, **values})}


def _open(ids: list[int], priorities: list[Priority]) -> Select[Any]:
    """Return open requests of some priorities as they are, held on a server until the change is through."""
    columns = (
        *(R.id, R.account_id, R.am_id, R.priority, R.status, R.created_at, R.on_hold_seconds),
        *(R.first_response_at, R.resolved_at, R.hold_since, R.version, R.next_due_at),
        *(R[name] for name in DUE),
    )
    wanted = select(*columns).where(R.account_id.in_(ids), R.is_open == true(), R.priority.in_(priorities))
    return wanted.order_by(R.id).with_for_update()


def _number(ids: list[int], priorities: list[Priority]) -> Select[Any]:
    """Return how many requests of some accounts and priorities are open."""
    return select(func.count()).where(R.account_id.in_(ids), R.is_open == true(), R.priority.in_(priorities))


def _places(connection: Connection, account_id: int | None) -> dict[int, Place]:
    which = true() if account_id is None else A.id == account_id
    wanted = select(A.id, A.plan, A.calendar_id, A.zone).where(which)
    return {row.id: (row.plan, row.calendar_id, row.zone) for row in connection.execute(wanted)}


def _terms(writing: Writing, places: set[Place]) -> dict[Place, Terms]:
    policies = {plan: policy_of(writing.connection, plan) for plan, _, _ in places}
    return {
        (plan, calendar_id, zone): Terms(
            policies[plan], calendar_with(writing.connection, calendar_id, zone, writing.now)
        )
        for plan, calendar_id, zone in places
    }
