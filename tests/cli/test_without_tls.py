"""A start loads no OpenSSL, and whoever wants it later gets it."""

import subprocess
import sys

SCRIPT = """
import sys
from amtui.cli.without_tls import load_asyncio
load_asyncio()
load_asyncio()
import asyncio
assert asyncio.sslproto.ssl is None
assert "_ssl" not in sys.modules
async def one():
    return 1
assert asyncio.run(one()) == 1
import ssl
assert ssl.create_default_context().check_hostname
import asyncio
load_asyncio()
assert sys.modules["ssl"] is ssl
"""
LOADED_BEFORE = """
import sys, ssl
from amtui.cli.without_tls import load_asyncio
load_asyncio()
import asyncio
assert sys.modules["ssl"] is ssl
assert asyncio.sslproto.ssl is ssl
"""


def run(script: str) -> str:
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    return done.stderr


def test_asyncio_is_loaded_without_tls_and_tls_can_be_loaded_later() -> None:
    assert run(SCRIPT) == ""


def test_what_is_loaded_already_stays() -> None:
    assert run(LOADED_BEFORE) == ""
