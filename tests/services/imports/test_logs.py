"""Logs of events that come in several files."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amtui.data.models import requests, timeline
from amtui.domain.vocabulary import Priority, RequestStatus
from tests.services.imports.conftest import ANNA, Desk

HEADER = "case id,timestamp,activity,customer,title,priority,assignee"
PARTS = (
    ("02T09,new,Menu,low,bert", "02T10,in progress,Menu,low,bert"),
    ("02T12,resolved,The menu,high,anna", "02T15,reopened,The menu,high,anna"),
    ("03T09,resolved,Whole menu,high,anna", "03T10,closed,Whole menu,high,anna", "03T11,closed,,,"),
)


def events(part: Sequence[str]) -> list[str]:
    whole = (text.split(",") for text in part)
    return [f"7,2026-03-{when}:00:00Z,{what},Acme,{','.join(rest)}" for when, what, *rest in whole]


@pytest.mark.parametrize("order", permutations(range(3)))
def test_files_of_a_log_make_the_same_requests_in_any_order(
    desk: Desk, file: Callable[..., Path], order: Sequence[int]
) -> None:
    desk.account("Acme")
    files = [file(f"{at}.csv", HEADER, *events(part)) for at, part in enumerate(PARTS)]
    for at in order:
        desk.take("requests", files[at])
    (row,) = desk.rows(requests)
    moment = {name: row[name] for name in ("created_at", "first_response_at", "resolved_at", "closed_at")}
    assert list(moment.values()) == [
        datetime(2026, 3, day, hour, tzinfo=UTC) for day, hour in ((2, 9), (2, 10), (3, 9), (3, 11))
    ]
    facts = (row["subject"], row["priority"], row["owner_id"], row["status"], row["on_hold_seconds"])
    assert facts == ("Whole menu", Priority.P2, ANNA, RequestStatus.CLOSED, 3 * 3600)
    assert desk.count(timeline) == 6
    before = desk.dump(requests, timeline)
    for at in order:
        assert desk.take("requests", files[at]).unchanged == 1
    whole = file("whole.csv", HEADER, *(text for part in PARTS for text in events(part)))
    assert desk.take("requests", whole).unchanged == 1
    assert desk.dump(requests, timeline) == before


def test_an_overlapping_file_adds_what_came_since(desk: Desk, file: Callable[..., Path]) -> None:
    desk.account("Acme")
    desk.take("requests", file("a.csv", HEADER, *events((*PARTS[0], PARTS[1][0]))))
    desk.take("requests", file("b.csv", HEADER, *events(PARTS[1])))
    (row,) = desk.rows(requests)
    assert (row["status"], row["resolved_at"]) == (RequestStatus.IN_PROGRESS, None)
    assert (row["created_at"].hour, row["first_response_at"].hour) == (9, 10)
    assert row["owner_id"] == ANNA


def test_moves_of_one_moment_keep_the_order_of_their_file(desk: Desk, file: Callable[..., Path]) -> None:
    desk.account("Acme")
    desk.take("requests", file("a.csv", HEADER, *events(PARTS[0])))
    desk.take("requests", file("b.csv", HEADER, *events(("02T12,resolved,,,", "02T12,closed,,,"))))
    (row,) = desk.rows(requests)
    assert (row["status"], row["resolved_at"], row["resolved_at"]) == (
        RequestStatus.CLOSED,
        row["closed_at"],
        datetime(2026, 3, 2, 12, tzinfo=UTC),
    )
    assert desk.take("requests", file("a.csv", HEADER, *events(PARTS[0]))).unchanged == 1
    assert desk.rows(requests) == [row]


@st.composite
def logs_in_parts(draw: st.DrawFn) -> tuple[list[tuple[int, str, str]], list[list[tuple[int, str, str]]]]:
    """Draw the events of one ticket, each at a moment of its own, and files that hold them all."""
    moments = draw(st.lists(st.integers(0, 600), min_size=2, max_size=8, unique=True).map(sorted))
    events = [
        (at, draw(st.sampled_from(STATUSES)) if place else "new", draw(st.sampled_from("abc")))
        for place, at in enumerate(moments)
    ]
    parts = draw(st.lists(st.lists(st.sampled_from(events), min_size=1), max_size=3))
    rest = [event for event in events if not any(event in part for part in parts)]
    return events, list(draw(st.permutations([*parts, *([rest] if rest else [])])))


STATUSES = ("in progress", "statuschangedtopending", "wait", "resolved", "closed", "cancelled")
TOLD = (
    "status", "created_at", "first_response_at", "resolved_at", "closed_at", "subject", "is_open",
)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=logs_in_parts())
def test_order_and_overlap_of_the_files_of_a_log_never_matter(
    desk: Desk, file: Callable[..., Path], drawn: tuple[list[Any], list[list[Any]]]
) -> None:
    events, parts = drawn
    tag = desk.count(requests)

    def take(name: str, account: str, some: Sequence[Any]) -> None:
        rows = (
            f"7,2026-03-02T{at // 60:02}:{at % 60:02}:00Z,{what},{account},{title}"
            for at, what, title in some
        )
        desk.take("requests", file(name, "case id,timestamp,activity,customer,title", *rows))

    whole, split = (desk.account(f"{name} {tag}") for name in ("Whole", "Split"))
    take("all.csv", f"Whole {tag}", events)
    for number, part in enumerate(parts):
        take(f"{number}.csv", f"Split {tag}", part)
    told = {row["account_id"]: {name: row[name] for name in TOLD} for row in desk.rows(requests)}
    assert told[split] == told[whole]
