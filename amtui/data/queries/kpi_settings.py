"""How KPIs are counted, as administrators have set it."""

from sqlalchemy import select

from amtui.data.models import settings
from amtui.data.reading import Reading
from amtui.domain.kpi.service_level import DEFAULT_METHOD
from amtui.domain.kpi.settings import CALLBACK_HOURS, METHODS, SERVICE_SECONDS, KpiSettings

KEYS = ("service_level_seconds", "service_level_method", "callback_hours")


def kpi_settings(reading: Reading) -> KpiSettings:
    """Return what is set, or the usual where nothing is."""
    wanted = select(settings.c.key, settings.c.value).where(settings.c.key.in_(KEYS))
    found = {row.key: row.value for row in reading.rows(wanted)}
    return KpiSettings(
        int(found.get(KEYS[0], SERVICE_SECONDS)),
        METHODS.get(str(found.get(KEYS[1])), DEFAULT_METHOD),
        int(found.get(KEYS[2], CALLBACK_HOURS)),
    )
