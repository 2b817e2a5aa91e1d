"""Series that never end: left out with the reason, beside an appointment that goes in."""

from datetime import date
from pathlib import Path

import pytest

from amtui.data.formats.ics import read_calendar, window_of
from tests.support.moment import NOW


def calendar(path: Path, *lines: str) -> Path:
    sound = ("BEGIN:VEVENT", "UID:sound", "DTSTART:20260303T100000Z", "DURATION:PT45M", "END:VEVENT")
    odd = ("BEGIN:VEVENT", "UID:odd", *lines, "END:VEVENT")
    path.write_text("\r\n".join(("BEGIN:VCALENDAR", "VERSION:2.0", *odd, *sound, "END:VCALENDAR", "")))
    return path


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (("DTSTART:20260302T100000Z", "RRULE:FREQ=SECONDLY"), "times, more than 20,000"),
        (("DTSTART:20260302T100000Z", "RRULE:FREQ=MINUTELY;COUNT=9999999"), "times, more than 20,000"),
        (
            ("DTSTART:20250302T100000Z", f"RRULE:FREQ=DAILY;BYMINUTE={','.join(map(str, range(60)))}"),
            "times, more than 20,000",
        ),
        (("DTSTART:20260302T100000Z", "RRULE:FREQ=DAILY;INTERVAL=0"), "without an interval"),
        (("DTSTART:00010101T100000Z", "RRULE:FREQ=DAILY"), "not between the years 1900"),
        (("DTSTART:99991231T235959Z",), "not between the years 1900"),
    ],
)  # fmt: skip
def test_what_repeats_without_end_is_left_out_and_the_rest_goes_in(
    tmp_path: Path, lines: tuple[str, ...], reason: str
) -> None:
    path = calendar(tmp_path / "a.ics", *lines)
    found = read_calendar(path, *window_of(path, NOW))
    assert [one.uid for one in found.occurrences] == ["sound"]
    (reject,) = found.rejects
    assert reason in reject.reason


def test_a_day_long_gone_does_not_widen_the_window(tmp_path: Path) -> None:
    path = calendar(tmp_path / "a.ics", "DTSTART:00010101T100000Z")
    first, last = window_of(path, NOW)
    assert first > date(2024, 1, 1)
    assert last < date(2028, 1, 1)
