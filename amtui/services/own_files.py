"""Files that somebody asked for by name: whole or not at all, for their owner only, in no other's place."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from amtui.domain.errors import Refused
from amtui.services.paths import PRIVATE_FILE

UNFINISHED = ".amtui-"
"""How the name of a file begins that is still being written."""


def check_free(path: Path, *, force: bool = False, way: str = "Name another file.") -> None:
    """Make sure that a file may be written.

    Args:
        path: of the file.
        force: a file of one's own may be replaced.
        way: what else could be done, where only that one is there stands in the way.

    Raises:
        Refused: something is there; a link, a device and what is somebody else's stays in any case.
    """
    try:
        found = path.lstat()
    except OSError:  # nothing there, or nothing can be: the writing says which
        return
    if stat.S_ISLNK(found.st_mode):
        raise Refused(f"{path} is a link, which is not followed", next="Name what it leads to.")
    if not stat.S_ISREG(found.st_mode) or found.st_uid != os.geteuid():
        raise Refused(f"{path} is no file of yours to replace", next="Name another file.")
    if not force:
        raise Refused(f"{path} is there already", next=way)


@contextmanager
def own_file(path: Path, *, force: bool = False) -> Iterator[Path]:
    """Give an empty file beside `path` that takes that name once it is written.

    Args:
        path: of the file.
        force: replace a file of one's own, whose old text is there until the new one is whole.

    Raises:
        Refused: as `check_free`, then or when it is written; or it cannot be written.
    """
    check_free(path, force=force)
    try:
        with beside(path) as fresh:
            yield fresh
            _settle(fresh, path, force=force)
    except FileExistsError:
        raise Refused(f"{path} is there already", next="Name another file.") from None
    except OSError as error:
        raise Refused(f"{path} cannot be written: {error.strerror}", next="Name another file.") from None


def private(path: str, flags: int) -> int:
    """Open a file for its owner alone; an opener for `open`."""
    return os.open(path, flags, PRIVATE_FILE)


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """Give an empty file beside `path`, for its owner alone, that is gone afterwards unless moved.

    Nobody can foresee its name, so no link can wait there.

    Raises:
        OSError: it cannot be made.
    """
    from tempfile import mkstemp

    handle, name = mkstemp(prefix=UNFINISHED, suffix=".new", dir=path.parent)
    os.close(handle)
    try:
        yield Path(name)
    finally:
        with suppress(OSError):
            Path(name).unlink()


def _settle(fresh: Path, path: Path, *, force: bool) -> None:
    """Give a written file its name, in the place of what is there only by force.

    Raises:
        FileExistsError: something came to be there meanwhile.
        OSError: it cannot.
    """
    with fresh.open("rb") as written:
        os.fsync(written.fileno())
    if not force:
        try:
            os.link(fresh, path)
        except FileExistsError:
            raise
        except OSError:  # a file system without links: take the name, then fill it at one stroke
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE_FILE))
        else:
            return
    fresh.replace(path)
