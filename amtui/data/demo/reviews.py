"""Appointments with clients: the kickoff, the monthly and the quarterly ones, past and planned."""

import json
from dataclasses import dataclass, field
from datetime import date
from random import Random

from amtui.data.demo.chance import below, between, pick, stream
from amtui.data.demo.moments import DAY, MINUTE, at
from amtui.data.demo.qbrs import Held
from amtui.data.demo.stories import SILENT_DAYS, Story
from amtui.data.demo.world import Client, World
from amtui.domain.cadence import MONTHS, Series, occurrences
from amtui.domain.local_time import plus_months
from amtui.domain.vocabulary import ReviewKind, ReviewStatus
from amtui.domain.wording import title

SERIES = "id account_id am_id kind anchor minute_of_day minutes every_months"
REVIEWS = (
    "id account_id am_id series_id series_day kind starts_at minutes status title agenda attendees outcome"
    " new_plan reason uid created_at updated_at"
)
KINDS = ((ReviewKind.CHECK_IN, 30), (ReviewKind.QBR, 60))
PAST_DAYS, AHEAD_DAYS = 150, 100
HELD, MISSED, CANCELLED, PLANNED = (
    ReviewStatus.HELD,
    ReviewStatus.MISSED,
    ReviewStatus.CANCELLED,
    ReviewStatus.PLANNED,
)
PAST_STATUSES = (HELD,) * 17 + (MISSED, CANCELLED)
GAP_EVERY = 11
"""Every so many clients nothing is planned."""
AGENDAS = {
    ReviewKind.CHECK_IN: (
        "KPIs since last time; open requests; next steps.",
        "Open requests; holidays; questions.",
    ),
    ReviewKind.QBR: ("Goals against baseline; what was changed; plan for the next quarter.",),
    ReviewKind.KICKOFF: ("Use cases; numbers; current IVR; KPIs; go-live date.",),
    ReviewKind.TRAINING: ("Transfer, callback and wallboard for new colleagues.",),
}
OUTCOMES = {
    ReviewKind.CHECK_IN: (
        "All well; two small changes agreed.",
        "Answer times discussed; queue hours will change.",
        "Nothing open; next month as planned.",
    ),
    ReviewKind.QBR: ("Missed calls are down against the baseline.", "First response improved; target kept."),
    ReviewKind.KICKOFF: ("Goals agreed, numbers listed, go-live date set.",),
}
NEW_PLANS = (None, "Staff the morning queue first, then review the menu.", None)
REASONS = {MISSED: "The client did not join.", CANCELLED: "Postponed by the client."}


@dataclass(slots=True)
class ReviewMaker:
    """Makes the series and appointments of one client after the other.

    Attributes:
        series: rows of series, until they are taken.
        reviews: rows of appointments, until they are taken.
        held: (client, moment, title, outcome) of those that were held, until they are taken.
        quarterly: the quarterly ones that were held, by client.
    """

    world: World
    numbers: Random
    series: list[tuple[object, ...]]
    reviews: list[tuple[object, ...]]
    held: list[tuple[Client, int, str, str]]
    quarterly: dict[int, list[Held]] = field(default_factory=dict)
    next_series: int = 1
    next_review: int = 1

    def add(self, client: Client) -> None:
        """Make the appointments of a client."""
        if client.kickoff is None:
            return
        self._review(client, ReviewKind.KICKOFF, client.kickoff, 10 * 60, 45, HELD)
        for kind, minutes in KINDS:
            if client.active and client.am:
                self._series(client, kind, minutes)
        if client.prominent and client.id % 6 == 0:
            self._review(
                client, ReviewKind.TRAINING, workday(self.world.today(client) + 9), 14 * 60, 90, PLANNED
            )

    def _series(self, client: Client, kind: ReviewKind, minutes: int) -> None:
        today, number = self.world.today(client), self.next_series
        minute = between(self.numbers, 19, 32) * 30
        months = MONTHS[kind]
        anchor = plus_months(
            date.fromordinal(today - between(self.numbers, 0, 27)), -5 - self._shift(client, kind)
        )
        self.series.append(
            (number, client.id, client.am_id, kind.value, anchor.toordinal(), minute, minutes, months)
        )
        self.next_series += 1
        found = occurrences(
            Series(kind, anchor, months),
            self.world.ruler(client).calendar,
            date.fromordinal(today - PAST_DAYS),
            date.fromordinal(today + AHEAD_DAYS),
        )
        for each in found:
            status = self._status(client, each.day.toordinal() - today)
            if status:
                self._review(
                    client,
                    kind,
                    each.day.toordinal(),
                    minute,
                    minutes,
                    status,
                    (number, each.nominal.toordinal()),
                )

    def _shift(self, client: Client, kind: ReviewKind) -> int:
        """Return months by which quarterly reviews differ between clients."""
        return client.id % 3 if kind is ReviewKind.QBR else 0

    def _status(self, client: Client, ahead: int) -> ReviewStatus | None:
        """Return what became of an occurrence so many days ahead; None if nobody entered it."""
        status = pick(self.numbers, PAST_STATUSES)
        if ahead >= 0:
            has_gap = client.id % GAP_EVERY == 0 or client.story is Story.SILENT
            return None if has_gap else PLANNED
        if client.story is Story.SILENT and ahead >= -SILENT_DAYS:
            return MISSED
        return status

    def _review(
        self,
        client: Client,
        kind: ReviewKind,
        day: int,
        minute: int,
        minutes: int,
        status: ReviewStatus,
        series: tuple[int | None, int | None] = (None, None),
    ) -> None:
        starts, number = at(day, minute, client.zone), self.next_review
        self.next_review += 1
        outcome = pick(self.numbers, OUTCOMES[kind]) if status is HELD else None
        plan = pick(self.numbers, NEW_PLANS) if status is HELD and kind is ReviewKind.QBR else None
        made = min(starts - 20 * DAY, self.world.anchor.micros - DAY)
        self.reviews.append(
            (
                number,
                client.id,
                client.am_id,
                *series,
                kind.value,
                starts,
                minutes,
                status.value,
                title(kind),
                pick(self.numbers, AGENDAS[kind]),
                attendees(client, self.numbers),
                outcome,
                plan,
                REASONS.get(status),
                f"demo-{number}@amtui.example",
                made,
                made if status is PLANNED else starts + minutes * MINUTE,
            )
        )
        if outcome:
            self.held.append((client, starts, title(kind), outcome))
        if status is HELD and kind is ReviewKind.QBR:
            self._keep(client, Held(number, starts + minutes * MINUTE, plan))

    def _keep(self, client: Client, held: Held) -> None:
        self.quarterly.setdefault(client.id, []).append(held)


def review_maker(world: World) -> ReviewMaker:
    """Return what makes the appointments of a world."""
    return ReviewMaker(world, stream(world.seed, "reviews"), [], [], [])


def attendees(client: Client, numbers: Random) -> str:
    """Return who took part: the account manager, the first contact, and up to two more."""
    others = client.contacts[1 : 1 + below(numbers, 3)]
    names = [client.am.name] if client.am else []
    return json.dumps([*names, client.contacts[0].name, *(each.name for each in others)], ensure_ascii=False)


def workday(day: int) -> int:
    """Return a day, or the Monday after if it lies on a weekend."""
    return day + (8 - day) % 7 if (day - 1) % 7 > 4 else day
