"""What sshd asks when a key knocks: whose it is. Answers one line of `authorized_keys`, or nothing.

    AuthorizedKeysCommand /usr/bin/amtui-authorized-keys --config /etc/amtui/config.toml %f
    AuthorizedKeysCommandUser amtui

sshd waits for it at every login, so it loads neither the program nor a driver.
"""

import os
import re
import sys
from pathlib import Path

FINGERPRINT = re.compile(r"SHA256:[A-Za-z0-9+/]{43}")
LOGIN = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.@-]{0,63}")
PROGRAM = "amtui"
SECONDS = "3"
USAGE = "usage: amtui-authorized-keys [--config FILE] FINGERPRINT"

Found = tuple[str, str, str]
"""Login, kind and base64 of a key."""


def main(arguments: list[str] | None = None) -> int:
    """Print the line of the key whose fingerprint is the last argument; return the exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    config, rest = (Path(given[1]), given[2:]) if given[:1] == ["--config"] and given[1:] else (None, given)
    if len(rest) != 1 or not FINGERPRINT.fullmatch(rest[0]):
        sys.stderr.write(f"{USAGE}\n")
        return 2
    try:
        found = find(_database(config), rest[0])
    except Exception as error:  # noqa: BLE001 whatever it is, the door stays shut
        # The kind of the fault only: what a driver says may hold more than a log should.
        sys.stderr.write(f"amtui-authorized-keys: the key cannot be looked up ({type(error).__name__})\n")
        return 1
    if found is not None:
        sys.stdout.write(authorized_line(*found, config=config))
    return 0


def authorized_line(login: str, kind: str, blob: str, *, config: Path | None = None) -> str:
    """Return the line that lets a key do one thing: open a session of its owner.

    Raises:
        ValueError: the login is none, so that it cannot stand in a command.
    """
    if not LOGIN.fullmatch(login):
        message = "this is no login"
        raise ValueError(message)
    program = Path(sys.argv[0]).absolute().with_name(PROGRAM)
    named = f" --config {_quoted(str(config))}" if config else ""
    command = f"exec {_quoted(str(program))} session --as {login}{named}"
    escaped = command.replace("\\", "\\\\").replace('"', '\\"')
    return f'restrict,pty,command="{escaped}" {kind} {blob}\n'


def _quoted(text: str) -> str:
    """Quote for a shell, without loading what does it elsewhere."""
    return text if re.fullmatch(r"[\w./-]+", text) else "'" + text.replace("'", "'\"'\"'") + "'"


def find(database: str, fingerprint: str) -> Found | None:
    """Return whose key it is, if an active user's."""
    if "://" in database and not database.startswith("sqlite"):
        from amtui.data.libpq import ask

        os.environ.setdefault("PGCONNECT_TIMEOUT", SECONDS)
        url = re.sub(r"^postgres(ql)?(\+\w+)?:", "postgresql:", database)
        answers = ask(url, "amtui_app", "SELECT login, kind, blob FROM amtui_key($1)", fingerprint)
    else:
        answers = _ask_file(Path(re.sub(r"^sqlite:///", "", database)), fingerprint)
    login, kind, blob = answers[0] if answers else ("", "", "")
    return (login, kind, blob) if answers else None


def _ask_file(path: Path, fingerprint: str) -> list[tuple[str, ...]]:
    import sqlite3
    from urllib.parse import quote

    connection = sqlite3.connect(f"file:{quote(str(path.absolute()))}?mode=ro", uri=True, timeout=1)
    try:
        return connection.execute(
            "SELECT login, kind, blob FROM user_keys JOIN users ON users.id = user_id"
            " WHERE fingerprint = ? AND active",
            (fingerprint,),
        ).fetchall()
    finally:
        connection.close()


def _database(config: Path | None) -> str:
    """Return the database that the config file names, or the service account's own; no argument may."""
    import tomllib

    home = Path(os.environ.get("HOME") or "/")
    path = config or Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config") / "amtui" / "config.toml"
    named = tomllib.loads(path.read_text(encoding="utf-8")).get("db") if config or path.exists() else None
    own = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share") / "amtui" / "amtui.db"
    return str(named or own)


if __name__ == "__main__":
    sys.exit(main())
