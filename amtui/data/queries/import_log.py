"""The files that were taken in."""

from sqlalchemy import or_, select

from amtui.data.models import accounts, imports, users
from amtui.data.reading import Reading
from amtui.domain.office_records import ImportRow

LIMIT = 500


def import_log(reading: Reading, *, limit: int = LIMIT) -> tuple[ImportRow, ...]:
    """Return the latest files first, of those whose account is visible, if they are of one."""
    i = imports.c
    own = or_(i.account_id.is_(None), i.actor_id == reading.user_id, reading.visible(accounts))
    statement = (
        select(imports, users.c.name.label("who"), accounts.c.name.label("account"))
        .join(users, users.c.id == i.actor_id)
        .outerjoin(accounts, accounts.c.id == i.account_id)
        .where(own)
        .order_by(i.id.desc())
        .limit(limit)
    )
    return tuple(
        ImportRow(
            id=row.id,
            at=row.at,
            who=row.who,
            kind=row.kind,
            file=row.file_name,
            account=row.account or "",
            read=row.read,
            imported=row.imported,
            updated=row.updated,
            unchanged=row.unchanged,
            rejected=row.rejected,
        )
        for row in reading.rows(statement)
    )
