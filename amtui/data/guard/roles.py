"""The roles of the database server: who owns the tables, and as whom the program works.

Nobody logs in as one of these. A login role is a member of some of them without inheriting anything,
and takes one on for each transaction; what it may do is what that one may.
"""

from sqlalchemy import Connection, text

OWNER = "amtui_owner"
"""Owns tables and functions; kept out of the rows like everybody else."""
APP = "amtui_app"
"""Sees the books that the session names: for the service account, which says who works."""
PERSONAL = "amtui_personal"
"""Sees the books of the user who logged in to the server: for people with a database login of their own."""
ADMIN = "amtui_admin"
"""Sees all rows; what administrators take on."""
WORKING = (APP, PERSONAL, ADMIN)
ROLES = (OWNER, *WORKING)


def missing(connection: Connection) -> list[str]:
    """Return the roles that the server does not have."""
    found = set(connection.execute(text("SELECT rolname FROM pg_roles")).scalars())
    return [role for role in ROLES if role not in found]


def are_there(connection: Connection) -> bool:
    """Tell whether the server has the roles."""
    return not missing(connection)


def make(connection: Connection) -> None:
    """Make the roles that are missing, and let whoever makes them look after the tables and their rows."""
    for role in missing(connection):
        connection.execute(text(f"CREATE ROLE {role} NOLOGIN NOINHERIT"))
    for role in (OWNER, ADMIN):
        if not is_member(connection, role):
            connection.execute(text(f"GRANT {role} TO CURRENT_USER"))


def is_member(connection: Connection, role: str) -> bool:
    """Tell whether whoever logged in may take a role on."""
    asked = text("SELECT pg_has_role(session_user, :role, 'MEMBER')")
    return bool(connection.execute(asked, {"role": role}).scalar_one())


def make_login(connection: Connection, name: str, *roles: str) -> bool:
    """Let a login role take on some roles, made first if there is none; return whether it was made.

    One that is there and may do everything on the server is left alone.
    """
    row = connection.execute(
        text("SELECT rolsuper, rolinherit FROM pg_roles WHERE rolname = :name"), {"name": name}
    ).first()
    if row is not None and row.rolsuper:
        return False
    quoted = connection.dialect.identifier_preparer.quote(name)
    if row is None:
        connection.execute(text(f"CREATE ROLE {quoted} LOGIN NOINHERIT"))
    elif row.rolinherit:
        connection.execute(text(f"ALTER ROLE {quoted} NOINHERIT"))
    connection.execute(text(f"GRANT {', '.join(roles)} TO {quoted}"))
    return row is None
