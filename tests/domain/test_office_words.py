"""Opening hours, stretches of time and pairs as administrators type them."""

from datetime import date

import pytest

from amtui.domain.business_span import minutes_text, read_minutes
from amtui.domain.errors import UsageError
from amtui.domain.office_settings import pairs_text, read_custom, read_fields, read_routes
from amtui.domain.opening_words import holidays_text, hours_text, read_holidays, read_hours


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Mon-Fri 09:00-17:00", "Mon-Fri 09:00-17:00"),
        ("monday - friday 9:00-12:30, mon-fri 13:30-18:00", "Mon-Fri 09:00-12:30, Mon-Fri 13:30-18:00"),
        ("Sun 10:00-12:00; Mon 0:00-24:00", "Mon 00:00-24:00, Sun 10:00-12:00"),
        ("Mon 9:00-17:00, Tue 9:00-17:00, Thu 9:00-17:00", "Mon-Tue 09:00-17:00, Thu 09:00-17:00"),
    ],
)
def test_hours_read_as_they_are_written(typed: str, kept: str) -> None:
    assert hours_text(read_hours(typed)) == kept
    assert read_hours(kept) == read_hours(typed)


@pytest.mark.parametrize(
    "typed",
    ["", "always", "Mon 9-17", "Fri-Mon 9:00-17:00", "Mon 17:00-9:00", "Mon 9:00-25:00", "Foo 9:00-17:00"],
)
def test_hours_that_mean_nothing_are_refused(typed: str) -> None:
    with pytest.raises(UsageError):
        read_hours(typed)


def test_closed_days_have_a_name_or_are_closed() -> None:
    days = read_holidays("2026-12-31, 2026-12-24 Christmas Eve")
    assert days == {date(2026, 12, 24): "Christmas Eve", date(2026, 12, 31): "closed"}
    assert read_holidays(holidays_text(days)) == days
    with pytest.raises(UsageError, match="is no day"):
        read_holidays("Christmas")


@pytest.mark.parametrize(("typed", "minutes"), [("30m", 30), ("2h", 120), ("1h 30m", 90), ("90 M", 90)])
def test_stretches_of_time_are_minutes(typed: str, minutes: int) -> None:
    assert read_minutes(typed) == minutes == read_minutes(minutes_text(minutes))


@pytest.mark.parametrize("typed", ["", "0m", "soon", "1d", "-2h", "30"])
def test_what_is_no_stretch_is_refused(typed: str) -> None:
    with pytest.raises(UsageError):
        read_minutes(typed)


def test_routes_and_fields_are_pairs_that_are_known() -> None:
    routes = read_routes("Training: support, billing=am")
    assert routes == {"training": "support", "billing": "am"} == read_routes(pairs_text(routes))
    assert read_fields("contract text, seats number") == {"contract": "text", "seats": "number"}
    for reader, typed in (
        (read_routes, "tea support"), (read_routes, "training boss"), (read_routes, "training"),
        (read_fields, "2x text"), (read_fields, "x colour"), (read_fields, "x text, x number"),
    ):  # fmt: skip
        with pytest.raises(ValueError, match="“"):
            reader(typed)


def test_what_is_no_pair_is_answered_by_one_that_would_do() -> None:
    with pytest.raises(ValueError, match="seats number; types are text, number, day, yes_no"):
        read_fields("region")
    with pytest.raises(ValueError, match="billing support"):
        read_routes("billing")


def test_fields_of_ones_own_are_kept_by_their_type() -> None:
    typed = (("text", "C-9"), ("number", "12"), ("number", "1.5"), ("day", "2026-12-01"), ("yes_no", "Yes"))
    assert [read_custom(kind, text) for kind, text in typed] == ["C-9", 12, 1.5, "2026-12-01", True]
    assert read_custom("number", "") is None
    for kind, text in (("number", "NaN"), ("number", "many"), ("day", "1.12."), ("yes_no", "perhaps")):
        with pytest.raises(UsageError):
            read_custom(kind, text)
