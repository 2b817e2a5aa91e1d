"""What a row refers to has to be in a book that is seen: on a server, put up with the rest of its guard."""

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change no table: the guard is taken down and put up around this."""


def downgrade() -> None:
    """Change no table."""
