"""The rules of health, as administrators have set them."""

from sqlalchemy import select

from amtui.data.models import settings
from amtui.data.reading import Reading
from amtui.domain.health_rules import HealthRules
from amtui.domain.health_settings import KEYS, rules_of

SET = select(settings.c.key, settings.c.value).where(settings.c.key.in_(KEYS))


def health_rules(reading: Reading) -> HealthRules:
    """Return what is set, or the usual where nothing is."""
    return rules_of({row.key: row.value for row in reading.rows(SET)})
