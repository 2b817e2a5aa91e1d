"""What Alembic runs the revisions in: the connection and transaction of whoever asked for them."""

from alembic import context

from amtui.data.models import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    compare_type=True,
    compare_server_default=True,
)
context.run_migrations()
