"""The rules of the day's list, as administrators have set them."""

from functools import cache

from sqlalchemy import ScalarSelect, select

from amtui.data.models import settings
from amtui.data.reading import Reading
from amtui.domain.contact_balance import FLAGGED_ABOVE
from amtui.domain.today_rules import KEYS, REACTIVE, TodayRules

SET = select(settings.c.key, settings.c.value).where(settings.c.key.in_(KEYS))


def today_rules(reading: Reading) -> TodayRules:
    """Return what is set, or the usual where nothing is."""
    return TodayRules(**{row.key: row.value for row in reading.rows(SET)})


@cache
def reactive_limit() -> ScalarSelect[object]:
    """Return the column of the limit that is set; NULL where none is."""
    return select(settings.c.value).where(settings.c.key == REACTIVE).scalar_subquery()


def limit_of(value: object) -> float:
    """Return the limit that such a column gives."""
    return FLAGGED_ABOVE if value is None else float(str(value))
