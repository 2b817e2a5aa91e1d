"""What a session may ask the database before, or instead of, saying who works.

Each runs as the owner and answers one narrow question; the search path is fixed, so that nobody can
slip a table of their own under it.
"""

from amtui.data.guard.roles import APP, OWNER, PERSONAL

LOOKED_UP = ("users", "user_keys", "leaves", "accounts")
"""The tables that the functions read; the owner sees their rows, and of no others."""

HEAD = "STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = public, pg_temp"
USER = "SELECT id FROM users WHERE login = $1 AND id <> 0"
ME = "BEGIN RETURN (SELECT id FROM users WHERE login = session_user AND id <> 0 AND active); END"
BOOKS = """
  DECLARE me record; books bigint[];
  BEGIN
    SELECT id, role, zone INTO me FROM users WHERE users.id = amtui_me();
    IF me.id IS NULL THEN RETURN NULL; END IF;
    books := me.id || ARRAY(
      SELECT l.user_id FROM leaves l
      WHERE l.cover_id = me.id AND (now() AT TIME ZONE me.zone)::date BETWEEN l.first AND l.last
    );
    IF me.role = 'manager' THEN
      books := books || 0::bigint || ARRAY(
        WITH RECURSIVE line AS (
          SELECT u.id FROM users u WHERE u.manager_id = me.id
          UNION SELECT u.id FROM users u JOIN line ON u.manager_id = line.id
        )
        SELECT id FROM line
      );
    END IF;
    RETURN books;
  END"""
SEEN = """
  WITH RECURSIVE books AS (
    SELECT CASE WHEN pg_has_role(session_user, 'amtui_app', 'MEMBER')
      THEN string_to_array(nullif(current_setting('amtui.books', true), ''), ',')::bigint[]
      ELSE amtui_books() END AS ids
  )"""
FAMILY = f"""{SEEN},
  kin AS (
    SELECT a.id, a.parent_id FROM accounts a, books WHERE a.id = $1 AND a.am_id = ANY (books.ids)
    UNION
    SELECT a.id, a.parent_id FROM accounts a JOIN kin ON a.id = kin.parent_id OR a.parent_id = kin.id
  )
  SELECT a.id, a.parent_id, a.status = 'active', a.am_id = ANY (books.ids)
  FROM kin JOIN accounts a ON a.id = kin.id, books"""  # noqa: S608 words of ours
BELOW = f"""{SEEN}
  SELECT EXISTS (
    SELECT FROM accounts a, books
    WHERE a.am_id = ANY (books.ids) AND (a.id = $2 OR a.id = $1 AND a.parent_id = $2)
  )"""  # noqa: S608 words of ours
KEY = """
  SELECT u.login, k.kind, k.blob FROM user_keys k JOIN users u ON u.id = k.user_id
  WHERE k.fingerprint = $1 AND u.active"""
FUNCTIONS = {
    "amtui_user(text)": ("bigint", "sql", USER),
    "amtui_me()": ("bigint", "plpgsql", ME),
    "amtui_books()": ("bigint[]", "plpgsql", BOOKS),
    "amtui_key(text)": ("TABLE (login text, kind text, blob text)", "sql", KEY),
    "amtui_family(bigint)": (
        "TABLE (id bigint, parent_id bigint, active boolean, seen boolean)",
        "sql",
        FAMILY,
    ),
    "amtui_below(bigint, bigint)": ("boolean", "sql", BELOW),
}
"""What each returns, its language, and its text, in the order they build on one another.

Those of policies are asked for every table of a statement; the server keeps the plans of `plpgsql` only.
"""

MAY_ASK = {
    "amtui_user(text)": APP,
    "amtui_key(text)": APP,
    "amtui_me()": PERSONAL,
    "amtui_books()": PERSONAL,
    "amtui_family(bigint)": f"{APP}, {PERSONAL}",
    "amtui_below(bigint, bigint)": f"{APP}, {PERSONAL}",
}


def statements() -> list[str]:
    """Return what makes the functions and lets those ask them who need to."""
    made = [
        f"CREATE FUNCTION {name} RETURNS {what} LANGUAGE {language} {HEAD} AS $${said}$$"
        for name, (what, language, said) in FUNCTIONS.items()
    ]
    for name, role in MAY_ASK.items():
        made += [f"REVOKE ALL ON FUNCTION {name} FROM PUBLIC", f"GRANT EXECUTE ON FUNCTION {name} TO {role}"]
    made += [f"CREATE POLICY {OWNER} ON {table} FOR SELECT TO {OWNER} USING (true)" for table in LOOKED_UP]
    return made


def removals() -> list[str]:
    """Return what takes the functions away."""
    return [f"DROP FUNCTION IF EXISTS {name}" for name in reversed(FUNCTIONS)]
