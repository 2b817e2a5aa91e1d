"""The fields that accounts have besides, as administrators have set them up."""

from sqlalchemy import select

from amtui.data.models import accounts
from amtui.data.queries.settings import setting
from amtui.data.reading import Reading


def own_fields(reading: Reading, *, account_id: int) -> dict[str, object]:
    """Return what is kept of an account in fields of the team's own, those still empty as None."""
    wanted = select(accounts.c.custom).where(accounts.c.id == account_id, reading.visible(accounts))
    kept = reading.connection.execute(wanted).scalar_one_or_none() or {}
    known = setting(reading, key="custom_fields", default={})
    names = tuple(known) if isinstance(known, dict) else ()
    return {**dict.fromkeys(names), **kept}


def own_field_names(reading: Reading) -> tuple[str, ...]:
    """Return the names of the fields that administrators have set up."""
    known = setting(reading, key="custom_fields", default={})
    return tuple(known) if isinstance(known, dict) else ()
