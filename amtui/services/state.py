"""What a user's next session finds again: where the cursor was, and what was being typed."""

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any


class StateFile:
    """A small file of named values, written whole and atomically, readable by its owner only.

    A file that cannot be read counts as empty: positions and drafts must never keep anybody out.

    Args:
        path: of the file; None keeps the values nowhere.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._values = self._read()

    def turn_to(self, path: Path) -> None:
        """Go on with another file, that of another database."""
        self.path = path
        self._values = self._read()

    def _read(self) -> dict[str, Any]:
        if self.path is not None:
            with suppress(OSError, ValueError):
                loaded = json.loads(self.path.read_text(encoding="utf-8"))
                return loaded if isinstance(loaded, dict) else {}
        return {}

    def get(self, name: str, default: Any = None) -> Any:
        """Return a value, or `default` where there is none."""
        return self._values.get(name, default)

    def put(self, name: str, value: Any) -> None:
        """Set a value, or forget it with None, and write the file if anything changed.

        What another window of the same user has written meanwhile stays.
        """
        if self._values.get(name) == value:
            return
        written = self._read()
        for values in (self._values, written):
            values.pop(name, None)
            if value is not None:
                values[name] = value
        self._write(written)

    def _write(self, values: dict[str, Any]) -> None:
        if self.path is None:
            return
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = self.path.with_suffix(f".{os.getpid()}.new")
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(values, file, ensure_ascii=False)
        fresh.replace(self.path)
