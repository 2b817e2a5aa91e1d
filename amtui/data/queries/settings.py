"""What administrators have set."""

from sqlalchemy import select

from amtui.data.models import settings
from amtui.data.reading import Reading
from amtui.domain.vocabulary import Role


def setting(reading: Reading, *, key: str, default: object = None) -> object:
    """Return the value of a setting, or `default` where nobody has set it."""
    wanted = select(settings.c.value).where(settings.c.key == key)
    found = reading.connection.execute(wanted).scalar_one_or_none()
    return default if found is None else found


def why_not_create(reading: Reading, *, role: Role) -> str | None:
    """Return why somebody of a role may not log requests, or None if they may."""
    if role is not Role.AM or setting(reading, key="am_may_create_requests", default=False):
        return None
    return "account managers may not log requests here: the setting am_may_create_requests is off"
