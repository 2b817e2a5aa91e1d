"""Several application hosts at one server: each with files of its own, hearing each other."""

import json
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from time import monotonic

import pytest
from sqlalchemy import make_url

from amtui.services.live import Watcher
from tests.services.world import World
from tests.support.own_server import OwnServer
from tests.support.source import ROOT

pytestmark = pytest.mark.postgresql
HOSTS = ("db1", "db2")
PATIENCE = 30.0


def begun(home: Path, url: str, *words: str) -> "subprocess.Popen[str]":
    """Begin a command as on a host where nothing else of this one is."""
    home.mkdir(exist_ok=True)
    env = {"PATH": os.environ["PATH"], "HOME": str(home), "AMTUI_DB": url}
    command = [sys.executable, "-m", "amtui", *words]
    return subprocess.Popen(
        command, env=env, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True,
    )  # fmt: skip


def test_what_is_done_on_one_host_is_heard_on_the_others_and_nothing_is_lost(
    server: OwnServer, tmp_path: Path
) -> None:
    with server.cluster().database() as url, closing(World(url)) as world:
        there = make_url(url).set(username="ana", host="127.0.0.1", port=server.port, query={})
        far = there.render_as_string(hide_password=False)
        watcher = Watcher(world.as_("ben").engine)
        assert watcher.changed() is False
        writing = [
            begun(tmp_path / host, far, "request", "comment", "R-1001", f"From {host}", "--json")
            for host in HOSTS
        ]
        for one in writing:
            told, said = one.communicate(timeout=120)
            assert one.returncode == 0, said
            assert json.loads(told)["changed"] is True
        latest, heard = monotonic() + PATIENCE, False
        while not heard and monotonic() < latest:
            watcher.wait(0.1)
            heard = watcher.changed()
        assert heard
        assert sorted(str(note) for *_, note in world.entries()) == [f"From {host}" for host in HOSTS]
        watcher.close()
        watcher.wait(0)
