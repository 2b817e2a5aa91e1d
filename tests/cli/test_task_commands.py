"""Tasks by command: noted, planned beside the day, carried over, said at a stand-up."""

import pytest

from tests.cli.conftest import Amtui


@pytest.mark.usefixtures("demo")
def test_tasks_are_filtered_sorted_and_cut_as_other_lists_are(amtui: Amtui) -> None:
    account = amtui("portfolio", "--limit", 1, "--json").json[0]["account"]
    amtui("task", "add", "Ask whether it suits", "--account", account, "--due", "2d")
    amtui("task", "add", "Read the news", "--due", "today", "--important")
    amtui("task", "add", "Some day")
    rows = amtui("task", "list", "--json").json
    titles = [row["title"] for row in rows]
    assert {"Ask whether it suits", "Read the news", "Some day"} <= set(titles)

    def asked(*way: object) -> list[str]:
        return [row["title"] for row in amtui("task", "list", *way, "--json").json]

    assert asked("--limit", 2) == titles[:2]
    assert "Ask whether it suits" in asked("--account", account[1:6].lower())
    assert not {"Read the news", "Some day"} & set(asked("--account", account[:6]))
    assert asked("--filter", "is:important due:today news") == ["Read the news"]
    assert "Read the news" not in asked("--due", "overdue")
    assert asked("--filter", "due:none some") == ["Some day"]
    assert {row["quadrant"] for row in rows if row["title"] in asked("--quadrant", "now")} == {"now"}
    assert asked("--sort", "-title") == sorted(titles, key=str.casefold, reverse=True)
    due = [row["due_on"] for row in amtui("task", "list", "--sort", "due", "--json").json]
    assert due == [*sorted(day for day in due if day), *(None for day in due if not day)]
    assert asked("--account", "Nobody At All") == []
    assert "Read the news" in asked("--filter", "is:mine")
    assert amtui("task", "list", "--filter", "colour:red").code == 2


@pytest.mark.usefixtures("demo")
def test_a_task_is_added_planned_and_carried_over_by_command(amtui: Amtui) -> None:
    account = amtui("portfolio", "--limit", 1, "--json").json[0]["account"]
    quote = ("task", "add", "Send the quote", "--account", account, "--due", "today", "--important")
    task_id = amtui(*quote, "--json").json["id"]
    (row,) = [row for row in amtui("task", "list", "--json").json if row["id"] == task_id]
    assert (row["account"], row["quadrant"], row["urgent"], row["block_at"]) == (account, "now", True, None)
    assert amtui("task", "plan", task_id, "--at", "tomorrow 23:00").code == 3
    assert "outside business hours" in amtui("task", "plan", task_id, "--at", "tomorrow 23:00").err
    assert amtui("task", "plan", task_id, "--minutes", 15, "--day", "2d").code == 0
    entries = amtui("task", "plan", "--day", "2d", "--json").json
    assert [entry["what"] for entry in entries if entry["task_id"] == task_id] == ["Send the quote"]
    assert amtui("task", "plan", task_id, "--clear", "--version", 1).code == 4
    assert amtui("task", "edit", task_id).code == 2
    assert amtui("task", "done", 9999).code == 5
    assert amtui("task", "edit", task_id, "--to", "Nobody Known").code == 5
    people = {row["login"]: row["name"] for row in amtui("user", "list", "--json").json}
    contact = amtui("account", "show", account, "--json").json["contacts"][0]["name"]
    login = next(iter(people))
    for text, name in ((login, people[login]), (contact, contact), ("", None)):
        amtui("task", "edit", task_id, "--to", text)
        (row,) = [row for row in amtui("task", "list", "--json").json if row["id"] == task_id]
        assert row["delegate"] == name

    assert any(row["kind"] == "task" for row in amtui("today", "--json").json)
    later = amtui("task", "add", "Write the offer", "--due", "2d", "--json").json["id"]
    due = f"{later} Write the offer, due today"
    assert f"{later} Write the offer, due " in amtui("task", "plan", "--day", "2d").err
    assert due not in amtui("task", "plan", "--day", "2d").err
    assert "carried over to" in amtui("task", "carry").err
    (row,) = [row for row in amtui("task", "list", "--json").json if row["id"] == task_id]
    assert row["carried"] == 1
    assert "the task “Send the quote” due on" in amtui("task", "undo").err
    (row,) = [row for row in amtui("task", "list", "--json").json if row["id"] == task_id]
    assert row["carried"] == 0
    assert amtui("task", "done", task_id, "--json").json["changed"]
    assert amtui("task", "done", task_id).code == 3

    lines = amtui("standup", "--json").json
    assert {"account", "health", "said", "quiet"} == set(lines[0])
    assert amtui("standup", "--markdown").out.count("- [ ] ") == sum(not line["quiet"] for line in lines)
