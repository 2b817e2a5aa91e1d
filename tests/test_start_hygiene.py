"""What the start of a session defines and keeps, up to the first list: paid for in each of them."""

import json
import subprocess
import sys
from functools import cache

FIRST_FRAME = """
import json, sys
import amtui.cli.dashboard, amtui.app, amtui.screens.today
print(json.dumps({"modules": sorted(sys.modules)}))
"""
START = """
import dataclasses, json, sys
import amtui.cli.dashboard, amtui.app, amtui.screens.today, amtui.services.wiring, amtui.data.queries.today
ours = {name: module for name, module in sys.modules.items() if name.startswith("amtui.")}
slow = [
    f"{name}.{key}"
    for name, module in ours.items()
    for key, value in vars(module).items()
    if isinstance(value, type) and value.__module__ == name and dataclasses.is_dataclass(value)
    and value.__dataclass_params__.frozen and value.__dataclass_params__.eq and "__slots__" in vars(value)
    and value.__bases__ == (object,)
]
print(json.dumps({"slow": slow, "modules": sorted(sys.modules)}))
"""
KEPT = """
import json, sys
import amtui.services.wiring, amtui.services.live, amtui.data.queries.today
import amtui.services.latest, amtui.services.health_days
print(json.dumps({"modules": sorted(sys.modules)}))
"""
FIRST_CHANGE = """
import json, sys
from amtui.domain.today_difference import RememberToday
from amtui.services.dispatch import load_for
load_for(RememberToday(rows=()))
print(json.dumps({"modules": sorted(sys.modules)}))
"""
DEMO_MADE_BEFORE = """
import json, sys
from datetime import UTC, datetime
from amtui.services.demo_file import DemoWish
assert DemoWish(now=datetime(2026, 3, 2, tzinfo=UTC)).signature
print(json.dumps({"modules": sorted(sys.modules)}))
"""
BULK = """
import json, sys
from amtui.domain.changes import Bulk
from amtui.domain.request_changes import MarkSeen
from amtui.services.dispatch import load_for
load_for(Bulk(changes=(MarkSeen(request_id=1),)))
print(json.dumps({"modules": sorted(sys.modules)}))
"""


@cache
def told(script: str) -> dict[str, list[str]]:
    """Run a script in a Python of its own; return what it prints."""
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL)
    found: dict[str, list[str]] = json.loads(done.stdout)
    return found


def test_a_start_compiles_no_methods_of_frozen_values_that_nobody_calls() -> None:
    # Where one is named here: `from amtui.domain.frozen import dataclass` instead of `dataclasses`.
    assert told(START)["slow"] == []


def test_the_first_frame_waits_for_nothing_that_only_later_keys_need() -> None:
    later = {
        "textual.widgets._text_area",
        "amtui.domain.changes",
        "amtui.domain.filter_parse",
        "amtui.domain.request_changes",
        "amtui.domain.today_difference",
        "amtui.domain.playbooks",
        "amtui.domain.improvement_row",
        "amtui.domain.filter_ast",
        "amtui.domain.money",
        "amtui.domain.triage",
        "amtui.domain.business_calendar",
        "tomllib",
    }
    assert later.isdisjoint(told(FIRST_FRAME)["modules"])


def test_the_first_list_waits_for_no_other_list_and_no_change() -> None:
    later = {"amtui.data.queries.requests", "amtui.domain.filters", "amtui.domain.request_changes"}
    assert later.isdisjoint(told(START)["modules"])


def test_a_start_that_changes_nothing_loads_nothing_that_changes_are_made_with() -> None:
    changing = {"amtui.services.writing", "amtui.services.dispatch", "amtui.services.permissions"}
    assert changing.isdisjoint(told(KEPT)["modules"])


def test_a_first_list_of_kept_figures_loads_nothing_that_works_them_out() -> None:
    working_out = {"amtui.data.queries.kpis", "amtui.data.queries.kpi_material", "statistics"}
    assert working_out.isdisjoint(told(START)["modules"])


def test_sqlalchemy_brings_along_nothing_that_only_packages_are_looked_up_with() -> None:
    assert {"email.message", "zipfile", "importlib.metadata._meta"}.isdisjoint(told(START)["modules"])


def test_a_start_on_a_file_loads_nothing_of_the_servers() -> None:
    assert not [name for name in told(START)["modules"] if "postgres" in name or "psycopg" in name]


def test_what_every_session_remembers_loads_no_other_change() -> None:
    handlers = "amtui.services.handlers"
    loaded = set(told(FIRST_CHANGE)["modules"])
    assert f"{handlers}.notices" in loaded
    assert loaded.isdisjoint(
        f"{handlers}.{name}" for name in ("accounts", "people", "tasks", "undo", "reviews")
    )


def test_all_that_a_bulk_change_consists_of_is_loaded_before_it_begins() -> None:
    handlers = "amtui.services.handlers"
    assert {f"{handlers}.undo", f"{handlers}.views", f"{handlers}.notices"} <= set(told(BULK)["modules"])


def test_a_demo_that_is_there_opens_without_what_made_it() -> None:
    made_by = {name for name in told(DEMO_MADE_BEFORE)["modules"] if name.startswith("amtui.data.demo.")}
    assert made_by == {"amtui.data.demo.moments"}
