"""Everything that is stored: the schema, the engine, reads, migrations and file formats."""

from amtui.data.unasked import put_off

# SQLAlchemy looks there for dialects that it does not know; loading it takes as long as reading a list.
put_off("importlib.metadata")
