"""Loading asyncio without OpenSSL, which it brings along for connections that this program never opens.

PostgreSQL's own library encrypts what goes to a server. OpenSSL would cost each session a thirtieth of its
start, and memory that no two processes share.
"""

import sys


def load_asyncio() -> None:
    """Load asyncio as where Python was built without OpenSSL; whoever imports `ssl` later gets it."""
    if "asyncio" in sys.modules or "ssl" in sys.modules:
        return
    sys.modules["ssl"] = None  # type: ignore[assignment] # how Python is told that a module is not there
    try:
        import asyncio  # noqa: F401 for what it loads
    finally:
        del sys.modules["ssl"]
