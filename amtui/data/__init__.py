"""Everything that is stored: the schema, the engine, reads, migrations and file formats."""
