"""Files that are dear to make: the first process of a run that wants one makes it, the others take it."""

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

from tests.support.databases import RUN


def made_once(name: str, make: Callable[[Path], None], *, alone: Path) -> Path:
    """Return a file that nobody may change, made if it is not there yet.

    Args:
        name: of the file among those of the run.
        make: writes it to the path that it is given.
        alone: the folder for it where no run of tests is under way.
    """
    folder = Path(os.environ[RUN]) if RUN in os.environ else alone
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        path = folder / name
        if not path.exists():
            begun = folder / f"begun-{name}"
            begun.unlink(missing_ok=True)
            make(begun)
            begun.rename(path)
    return path
