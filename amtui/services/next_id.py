"""The id of a row that is named after it, before the row is there."""

from sqlalchemy import Connection, Table, func, select

from amtui.data.engine import is_sqlite
from amtui.data.models import audit


def next_id(connection: Connection, table: Table) -> int:
    """Return the id that the next row shall have; one that was taken away is not used again."""
    if not is_sqlite(connection):
        sequence = f"SELECT nextval(pg_get_serial_sequence('{table.name}', 'id'))"
        return int(connection.exec_driver_sql(sequence).scalar_one())
    last = connection.scalar(select(func.max(table.c.id)))
    told = connection.scalar(select(func.max(audit.c.entity_id)).where(audit.c.entity == table.name))
    return max(last or 0, told or 0) + 1
