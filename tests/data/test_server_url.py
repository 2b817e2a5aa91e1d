"""URLs of servers: one host, or several of which one takes changes."""

import pytest

from amtui.data.engine import parse_url
from amtui.data.server_url import for_reading
from amtui.domain.errors import UsageError

BOTH = {"host": "one,two", "port": "5432,5433", "target_session_attrs": "read-write"}


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("postgresql://ana@one/book", {}),
        ("postgresql://ana@/book?host=/run/pg", {"host": "/run/pg"}),
        ("postgresql://ana@/book?host=one:5433", {"host": "one", "port": "5433"}),
        ("postgresql://ana@one,two:5433/book", BOTH),
        ("postgresql://ana:p,w@one:5432,two:5433/book", BOTH),
        ("postgresql://ana@/book?host=one:5432&host=two:5433", BOTH),
        ("postgresql://ana@/book?host=one,two&port=5432,5433", BOTH),
        (
            "postgresql://ana@one,two:5433/book?target_session_attrs=any",
            BOTH | {"target_session_attrs": "any"},
        ),
        ("postgresql://ana@[::1]:5432,two:5433/book", BOTH | {"host": "::1,two"}),
    ],
)
def test_several_hosts_in_every_form_mean_the_one_that_takes_changes(
    text: str, query: dict[str, str]
) -> None:
    url = parse_url(text)
    assert (url.username, url.database, dict(url.query)) == ("ana", "book", query)


def test_sessions_that_change_nothing_want_the_primary_all_the_same() -> None:
    url = for_reading(parse_url("postgresql://ana@one,two/book"))
    assert url.query["target_session_attrs"] == "primary"


def test_a_host_that_is_none_is_refused_without_its_password() -> None:
    with pytest.raises(UsageError, match="cannot be read") as caught:
        parse_url("postgresql://ana:secret@one:x,two/book")
    assert "secret" not in f"{caught.value} {caught.value.next}"
