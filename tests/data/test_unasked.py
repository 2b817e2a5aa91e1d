"""Modules that are loaded when they are first asked."""

import subprocess
import sys

import pytest

FIRST = "import sys, amtui.data; "
ASKED = {
    "an attribute": "import importlib.metadata; importlib.metadata.version('amtui')",
    "by name": "from importlib.metadata import version; version('amtui')",
    "the module": "from importlib import metadata; metadata.version('amtui'); metadata.entry_points()",
    "a part of it": "import importlib.metadata._meta",
    "by others": "import sqlalchemy; sqlalchemy.util.compat.importlib_metadata_get('console_scripts')",
    "heavy libraries": "import alembic, pandas, psycopg",
}


@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED.keys())
def test_a_module_that_was_put_off_answers_whoever_asks(asked: str) -> None:
    check = "; assert 'email' in sys.modules; assert type(sys.modules['importlib.metadata']) is type(sys)"
    subprocess.run([sys.executable, "-c", FIRST + asked + check], check=True)


def test_a_module_that_was_put_off_stays_so_for_those_who_only_look_at_all_modules() -> None:
    look = "import inspect; inspect.getmodule(inspect.currentframe()); assert 'email' not in sys.modules"
    subprocess.run([sys.executable, "-c", FIRST + look], check=True)


def test_a_module_that_is_there_is_left_alone() -> None:
    there = "import importlib.metadata as it, amtui.data, sys; assert sys.modules['importlib.metadata'] is it"
    subprocess.run([sys.executable, "-c", there], check=True)
