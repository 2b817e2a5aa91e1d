"""Rows of the day's list answered by command: put aside, given away, declined, taken up again."""

from datetime import timedelta
from typing import Any

import pytest

from tests.cli.conftest import Amtui
from tests.support.moment import NOW


@pytest.mark.usefixtures("demo")
def test_a_row_is_answered_by_command(amtui: Amtui, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = amtui("today", "--json").json
    row = next(row for row in rows if row["kind"] == "cadence_gap")
    name = f"{row['kind']}:{row['ref']}"

    def there(*options: str) -> list[dict[str, Any]]:
        found = amtui("today", "--json", *options).json
        return [each for each in found if (each["kind"], each["ref"]) == (row["kind"], row["ref"])]

    done = amtui("today", "snooze", name, "--until", "2d", "--json").json
    assert (done["changed"], there()) == (True, [])
    assert "snoozed until" in " ".join(there("--aside")[0]["why"])
    assert amtui("today", "delegate", name, "--to", "Kim of Support", "--note", "as agreed").code == 0
    assert any("given to Kim of Support" in why for why in there()[0]["why"])
    assert "comes back" in amtui("today", "decline", f"cadence gap:{row['ref']}", "--reply", "Later").err
    assert there() == []
    assert amtui("today", "wake", name).code == 0
    assert there() == [row]
    assert amtui("today", "wake", name).code == 5
    assert amtui("today", "snooze", "cadence_gap:999999", "--until", "2d").code == 5
    assert amtui("today", "snooze", "nonsense", "--until", "2d").code == 2
    assert amtui("today", "snooze", name, "--until", "2d", "--read-only").code == 3
    assert amtui("today", "--changes", "--json").json == []
    assert "things need you" in amtui("today").out
    monkeypatch.setenv("AMTUI_NOW", (NOW + timedelta(days=1)).isoformat())
    assert amtui("today", "snooze", name, "--until", "2d").code == 0
    changes = amtui("today", "--changes", "--json").json
    (gone,) = [each for each in changes if (each["kind"], each["ref"]) == (row["kind"], row["ref"])]
    assert (gone["change"], gone["how"][:13], gone["since"]) == ("gone", "snoozed until", f"{NOW:%Y-%m-%d}")
    request = next(row for row in rows if row["kind"] == "request")
    refused = amtui("today", "snooze", f"request:{request['ref']}", "--until", "2d", "--json")
    assert (refused.code, f"amtui request snooze {request['ref']}" in refused.error["next"]) == (3, True)
