"""Files that commands write: whole or not at all, readable by their owner only."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from amtui.domain.errors import Refused

PRIVATE_FILE = 0o600


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give an empty file beside `path` that takes its place once it is written.

    A link is followed, so that what it leads to takes the text and the link stays.

    Raises:
        Refused: the folder cannot be written to, or what is there is a device, a pipe or somebody else's.
    """
    path = path.resolve()
    if path.exists() and not (path.is_file() and path.stat().st_uid == os.geteuid()):
        raise Refused(f"{path} is no file of yours to replace", next="Name another file.")
    fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        os.close(os.open(fresh, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, PRIVATE_FILE))
        yield fresh
        fresh.replace(path)
    except OSError as error:
        raise Refused(f"{path} cannot be written: {error.strerror}", next="Name another file.") from None
    finally:
        with suppress(OSError):
            fresh.unlink()
