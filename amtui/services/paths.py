"""Where things lie on this machine."""

import os
from pathlib import Path
from zlib import crc32

from amtui.domain.frozen import dataclass

PROGRAM = "amtui"
PRIVATE_FOLDER = 0o700
PRIVATE_FILE = 0o600


@dataclass(frozen=True, slots=True)
class Paths:
    """The folders of the current user, by the conventions of the system (XDG on Linux).

    Attributes:
        data: holds the database.
        config: holds `config.toml`.
        state: holds the log, drafts and cursor positions.
    """

    data: Path
    config: Path
    state: Path

    @property
    def database(self) -> Path:
        """The database that is opened when none is named."""
        return self.data / "amtui.db"

    @property
    def demo_database(self) -> Path:
        """The database of the demo."""
        return self.data / "demo.db"

    @property
    def config_file(self) -> Path:
        """The configuration."""
        return self.config / "config.toml"

    @property
    def log_file(self) -> Path:
        """Where faults are written down."""
        return self.state / "amtui.log"

    @property
    def state_file(self) -> Path:
        """Cursor positions and drafts; those of other databases than one's own lie beside it."""
        return self.state / "state.json"

    def mark_of(self, database: str) -> str:
        """Return a short mark of where a database lies, however it is named; nothing for one's own."""
        place = _place(database)
        return "" if place == _place(str(self.database)) else f"{crc32(place.encode(errors='replace')):08x}"


def paths() -> Paths:
    """Return the folders of the current user; makes none of them."""
    from platformdirs import PlatformDirs

    found = PlatformDirs(PROGRAM, appauthor=False)
    return Paths(found.user_data_path, found.user_config_path, found.user_state_path)


def _place(database: str) -> str:
    """Return where a database lies; who logs in there, and how, plays no part."""
    scheme, is_url, rest = database.partition("://")
    if is_url and not scheme.startswith("sqlite"):
        named, _, options = rest.partition("?")
        hosts = [option for option in options.split("&") if option.partition("=")[0] in {"host", "port"}]
        return "&".join((named.rpartition("@")[2], *hosts))
    file = rest.partition("?")[0].removeprefix("/") if is_url else database
    return os.path.realpath(os.path.expanduser(file))  # noqa: PTH111 never raises


def private_folder(path: Path) -> Path:
    """Make a folder, with those above it, that only its owner may enter; an existing one is left alone."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
        path.chmod(PRIVATE_FOLDER)
    return path
