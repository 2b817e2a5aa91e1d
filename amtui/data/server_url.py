"""The URL of a server, or of several of which one takes changes at a time."""

import re
from collections.abc import Sequence
from urllib.parse import unquote

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

SERVER = re.compile(r"(?P<before>[\w+]+://(?:[^/?#]*@)?)(?P<hosts>[^/?#@]*)(?P<after>.*)", re.DOTALL)
HOST = re.compile(r"(\[[^\]]*\]|[^:\[\]]*)(?::(\d*))?")
PORT = "5432"
CHANGES = "target_session_attrs"


def server_url(text: str) -> URL:
    """Return a URL for the driver; several hosts may stand as `h1:p1,h2:p2` or as `?host=h1:p1&host=h2:p2`.

    Of several hosts the one that takes changes is meant, unless the URL says otherwise.

    Raises:
        ArgumentError: it cannot be read.
    """
    found = SERVER.fullmatch(text)
    if found is not None and "," in found["hosts"]:
        return _of(make_url(found["before"] + found["after"]), found["hosts"].split(","))
    url = make_url(text)
    host = url.query.get("host", ())
    if isinstance(host, tuple):
        return _of(url, host) if host else url
    if "port" not in url.query and not host.startswith("/"):
        return _of(url, host.split(","))
    return _taking_changes(url) if "," in host else url


def shown(url: URL) -> str:
    """Return a URL as it may be shown: every password in it is hidden, wherever it stands."""
    hidden = {name: "hidden" for name in url.query if "password" in name.casefold()}
    return url.update_query_dict(hidden).render_as_string(hide_password=True)


def _of(url: URL, places: Sequence[str]) -> URL:
    pairs = [HOST.fullmatch(unquote(place)) for place in places]
    hosts = [pair[1].strip("[]") for pair in pairs if pair]
    ports = [pair[2] or PORT for pair in pairs if pair]
    if len(hosts) < len(places):
        message = "a host of the database URL cannot be read"
        raise ArgumentError(message)
    url = url.update_query_dict({"host": ",".join(hosts), "port": ",".join(ports)})
    return _taking_changes(url) if len(hosts) > 1 else url


def _taking_changes(url: URL) -> URL:
    return url if CHANGES in url.query else url.update_query_dict({CHANGES: "read-write"})


def for_reading(url: URL) -> URL:
    """Return a URL for sessions that change nothing, which no server counts as able to write."""
    return url.update_query_dict({CHANGES: "primary"}) if url.query.get(CHANGES) == "read-write" else url


def for_copies(url: URL) -> URL:
    """Return a URL of which a server that follows another is meant, where there are several."""
    found = url.query.get(CHANGES) == "read-write"
    return url.update_query_dict({CHANGES: "prefer-standby"}) if found else url
