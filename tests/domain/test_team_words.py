"""Meetings of the team in words, and people as they are typed."""

from datetime import UTC, datetime, timedelta

import pytest

from amtui.domain.people import UserChoice
from amtui.domain.team_records import TeamMeeting
from amtui.domain.team_words import as_markdown, people_named, people_words, repeats, today_words
from amtui.domain.vocabulary import MeetingStatus

KNOWN = (
    UserChoice(1, "Ana", "ana"),
    UserChoice(2, "Kim", "kim.a"),
    UserChoice(3, "Kim", "kim.b"),
    UserChoice(4, "Lee, Sam", "sam"),
)
TEN = datetime(2026, 11, 24, 10, tzinfo=UTC)
MEETING = TeamMeeting(
    id=1, user_id=1, owner="Ana", invited=(2,), names=("Kim",), series_id=None, series_day=None,
    title="Pipeline", starts_at=TEN, minutes=60, status=MeetingStatus.PLANNED, agenda="Deals\n\nChurn",
    notes=None, reason=None, uid="x", sequence=0, version=1,
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ((), "")),
        ("ana", ((1,), "")),
        (" Ana , kim.b, ANA", ((1, 3), "")),
        ("Ana, Kim", ((), "Kim")),
        ("Bo", ((), "Bo")),
    ],
)
def test_people_are_named_by_name_or_login(text: str, found: tuple[tuple[int, ...], str]) -> None:
    assert people_named(text, KNOWN) == found


def test_people_as_they_are_shown_can_be_read_again() -> None:
    words = people_words((4, 1, 3, 99), KNOWN)
    assert words == "sam, Ana, kim.b"
    assert people_named(words, KNOWN) == ((4, 1, 3), "")


@pytest.mark.parametrize(
    ("minutes", "status", "words"),
    [
        (-1, MeetingStatus.PLANNED, "Team: 10:00 Pipeline"),
        (59, MeetingStatus.PLANNED, "Team: 10:00 Pipeline"),
        (60, MeetingStatus.PLANNED, ""),
        (-1, MeetingStatus.HELD, ""),
    ],
)
def test_today_tells_what_lies_ahead_or_runs(minutes: int, status: MeetingStatus, words: str) -> None:
    from dataclasses import replace

    assert today_words([replace(MEETING, status=status)], TEN + timedelta(minutes=minutes), UTC) == words


def test_it_is_written_as_markdown() -> None:
    text = as_markdown(MEETING, UTC)
    assert text.startswith(
        "# Pipeline\n\nTuesday 2026-11-24 10:00 UTC, 60 minutes, planned\n\nOf Ana, with Kim"
    )
    assert text.endswith("## Agenda\n\n- Deals\n- Churn\n")
    assert repeats(MEETING) == ""
