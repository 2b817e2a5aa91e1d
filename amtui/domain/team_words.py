"""Meetings of the team in words, the same on screens and in commands."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, tzinfo

from amtui.domain.people import UserChoice
from amtui.domain.review_usual import cadence_words
from amtui.domain.team_records import TeamMeeting
from amtui.domain.vocabulary import MeetingStatus
from amtui.domain.wording import label


def repeats(row: TeamMeeting) -> str:
    """Return how a meeting comes again: “every week”; nothing for one planned alone."""
    if row.series_id is None:
        return ""
    return cadence_words(row.every_months or 1, row.every_weeks)


def today_words(meetings: Iterable[TeamMeeting], now: datetime, zone: tzinfo) -> str:
    """Return what of the team's meetings still lies ahead or runs: “Team: 10:00 Pipeline”."""
    ahead = [
        f"{row.starts_at.astimezone(zone):%H:%M} {row.title}"
        for row in meetings
        if row.status is MeetingStatus.PLANNED and row.span[1] > now
    ]
    return f"Team: {', '.join(ahead)}" if ahead else ""


def as_markdown(row: TeamMeeting, zone: tzinfo) -> str:
    """Return a meeting as Markdown: agenda and people, then the notes."""
    parts = [
        "\n".join([*([f"## {title}\n"] if title else []), *lines]) for title, lines in sections(row, zone)
    ]
    return "\n\n".join([f"# {row.title}", *parts]) + "\n"


def sections(row: TeamMeeting, zone: tzinfo) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield what there is to tell of a meeting below its title: headings, which may be empty, and lines."""
    starts = row.starts_at.astimezone(zone)
    again = f", {repeats(row)}" if row.series_id is not None else ""
    when = f"{starts:%A %Y-%m-%d %H:%M} {starts.tzname()}"
    people = f", with {', '.join(row.names)}" if row.names else ""
    yield "", (f"{when}, {row.minutes} minutes, {label(row.status)}{again}",)
    yield "", (f"Of {row.owner}{people}",)
    if row.reason:
        yield "", (f"Because: {row.reason}",)
    if points := [f"- {point}" for point in row.agenda.splitlines() if point.strip()]:
        yield "Agenda", points
    if row.notes:
        yield "Notes", row.notes.splitlines()


def people_words(invited: Iterable[int], known: Sequence[UserChoice]) -> str:
    """Return users as `people_named` reads them: by login where a name is another's too or has a comma."""
    names = Counter(one.name.casefold() for one in known)
    words = {
        one.id: one.login if "," in one.name or names[one.name.casefold()] > 1 else one.name for one in known
    }
    return ", ".join(words[user_id] for user_id in invited if user_id in words)


def people_named(text: str, known: Sequence[UserChoice]) -> tuple[tuple[int, ...], str]:
    """Return the users that a list of names or logins with commas means, and the first that means none.

    A name of several users means nobody, as a login would tell them apart.
    """
    found = []
    for part in filter(None, (part.strip() for part in text.split(","))):
        asked = part.casefold()
        by_login = [one.id for one in known if one.login.casefold() == asked]
        meant = by_login or [one.id for one in known if one.name.casefold() == asked]
        if len(meant) != 1:
            return (), part
        found.append(meant[0])
    return tuple(dict.fromkeys(found)), ""
