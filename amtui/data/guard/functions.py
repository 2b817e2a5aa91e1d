"""What a session may ask the database before, or instead of, saying who works.

Each runs as the owner and answers one narrow question; the search path is fixed, so that nobody can
slip a table of their own under it.
"""

from amtui.data.guard.roles import APP, OWNER, PERSONAL

LOOKED_UP = ("users", "user_keys", "leaves", "accounts")
"""The tables that the functions read; the owner sees their rows, and of no others."""

HEAD = "LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = public, pg_temp"
USER = "SELECT id FROM users WHERE login = $1 AND id <> 0"
ME = "SELECT id FROM users WHERE login = session_user AND id <> 0 AND active"
BOOKS = """
  WITH RECURSIVE me AS (SELECT id, role, zone FROM users WHERE id = amtui_me()),
  line AS (
    SELECT u.id FROM users u JOIN me ON u.manager_id = me.id AND me.role = 'manager'
    UNION SELECT u.id FROM users u JOIN line ON u.manager_id = line.id
  )
  SELECT array_agg(id) FROM (
    SELECT id FROM me
    UNION SELECT id FROM line
    UNION SELECT 0 FROM me WHERE role = 'manager'
    UNION SELECT l.user_id FROM leaves l JOIN me ON l.cover_id = me.id
      WHERE (now() AT TIME ZONE me.zone)::date BETWEEN l.first AND l.last
  ) AS books"""
FAMILY = """
  WITH RECURSIVE books AS (
    SELECT CASE WHEN pg_has_role(session_user, 'amtui_app', 'MEMBER')
      THEN string_to_array(nullif(current_setting('amtui.books', true), ''), ',')::bigint[]
      ELSE amtui_books() END AS ids
  ),
  kin AS (
    SELECT a.id, a.parent_id FROM accounts a, books WHERE a.id = $1 AND a.am_id = ANY (books.ids)
    UNION
    SELECT a.id, a.parent_id FROM accounts a JOIN kin ON a.id = kin.parent_id OR a.parent_id = kin.id
  )
  SELECT a.id, a.parent_id, a.status = 'active', a.am_id = ANY (books.ids)
  FROM kin JOIN accounts a ON a.id = kin.id, books"""
KEY = """
  SELECT u.login, k.kind, k.blob FROM user_keys k JOIN users u ON u.id = k.user_id
  WHERE k.fingerprint = $1 AND u.active"""
FUNCTIONS = {
    "amtui_user(text)": ("bigint", USER),
    "amtui_me()": ("bigint", ME),
    "amtui_books()": ("bigint[]", BOOKS),
    "amtui_key(text)": ("TABLE (login text, kind text, blob text)", KEY),
    "amtui_family(bigint)": ("TABLE (id bigint, parent_id bigint, active boolean, seen boolean)", FAMILY),
}
"""What each returns and asks, in the order they build on one another."""

MAY_ASK = {
    "amtui_user(text)": APP,
    "amtui_key(text)": APP,
    "amtui_me()": PERSONAL,
    "amtui_books()": PERSONAL,
    "amtui_family(bigint)": f"{APP}, {PERSONAL}",
}


def statements() -> list[str]:
    """Return what makes the functions and lets those ask them who need to."""
    made = [
        f"CREATE FUNCTION {name} RETURNS {what} {HEAD} AS $${query}$$"
        for name, (what, query) in FUNCTIONS.items()
    ]
    for name, role in MAY_ASK.items():
        made += [f"REVOKE ALL ON FUNCTION {name} FROM PUBLIC", f"GRANT EXECUTE ON FUNCTION {name} TO {role}"]
    made += [f"CREATE POLICY {OWNER} ON {table} FOR SELECT TO {OWNER} USING (true)" for table in LOOKED_UP]
    return made


def removals() -> list[str]:
    """Return what takes the functions away."""
    return [f"DROP FUNCTION IF EXISTS {name}" for name in reversed(FUNCTIONS)]
