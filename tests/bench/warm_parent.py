"""A warm parent to measure sessions that begin in it."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.bench import databases


@contextmanager
def warm_parent(env: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Give the environment in which sessions begin in a parent, which ends afterwards.

    Args:
        env: what the sessions are to have besides.

    Raises:
        RuntimeError: the parent does not come up.
    """
    with tempfile.TemporaryDirectory(prefix="amtui-", dir=databases.cache()) as folder:
        own = dict(env) | {"AMTUI_WARM": str(Path(folder) / "warm" / "warm.sock")}
        parent = subprocess.Popen(
            [sys.executable, "-m", "amtui", "warm"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE, text=True, env=os.environ | own,
        )  # fmt: skip
        try:
            _until_ready(parent)
            yield own
        finally:
            parent.send_signal(signal.SIGTERM)
            parent.wait()


def _until_ready(parent: "subprocess.Popen[str]") -> None:
    assert parent.stderr is not None
    said = []
    for line in parent.stderr:
        if line.startswith("Ready"):
            return
        said.append(line)
    message = "the warm parent ended: " + "".join(said)
    raise RuntimeError(message)
