"""Giving requests to a user, or to another team: found by typing a part of the name."""

from collections.abc import Sequence

from amtui.domain.people import UserRow
from amtui.domain.request_records import RequestRow
from amtui.domain.vocabulary import Route
from amtui.domain.wording import title
from amtui.screens.dialogs.pick import PickDialog


class AssignDialog(PickDialog):
    """Answers with `user ID` or `team ROUTE`."""

    def __init__(self, rows: Sequence[RequestRow], people: Sequence[UserRow]) -> None:
        owner = f", now {rows[0].owner}" if rows[0].owner else ""
        what = f"{rows[0].ref}{owner}" if len(rows) == 1 else f"{len(rows):,} requests"
        users = [(f"user {person.id}", person.name) for person in people if person.active]
        teams = [(f"team {route.value}", f"→ {title(route)}") for route in Route]
        super().__init__(f"Assign {what}", [*users, *teams], placeholder="a person or a team")
