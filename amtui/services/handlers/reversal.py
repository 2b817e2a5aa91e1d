"""Taking back what the audit tells was done: each row as it was, if nobody has built on it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import RowMapping, Table, insert, select, update
from sqlalchemy.exc import IntegrityError

from amtui.data.codec import decode_all
from amtui.data.models import (
    account_domains,
    accounts,
    audit,
    calendars,
    improvements,
    interactions,
    kickoff_agenda,
    kpi_goals,
    leaves,
    metadata,
    milestones,
    own_kpis,
    playbooks,
    requests,
    review_series,
    reviews,
    satisfaction_answers,
    saved_views,
    settings,
    sla_policies,
    tasks,
    team_meetings,
    team_series,
    technical_context,
    timeline,
    today_answers,
    users,
)
from amtui.domain.change import Topic
from amtui.domain.changes import AddAccount, AddUser, AssignAccount, SaveSetting
from amtui.domain.errors import Conflict, NotFound
from amtui.domain.kpi_changes import DefineKpi
from amtui.domain.wording import one_of
from amtui.services.handlers.accounts import REBUILT_FOR, rebuild
from amtui.services.handlers.calendars import HOURS
from amtui.services.handlers.people import store_setting
from amtui.services.handlers.recount import FOLLOWS
from amtui.services.handlers.recount_reversal import counted_anew, emptied, hours_back, recount_for
from amtui.services.handlers.reversal_guard import version_undisturbed
from amtui.services.handlers.reversal_words import what_came_back
from amtui.services.handlers.timeline import tell
from amtui.services.permissions import require
from amtui.services.writing import Writing

TOPICS: dict[Table, Topic] = {
    accounts: Topic.ACCOUNTS,
    calendars: Topic.SETTINGS,
    account_domains: Topic.ACCOUNTS,
    interactions: Topic.INTERACTIONS,
    kickoff_agenda: Topic.ONBOARDING,
    leaves: Topic.PEOPLE,
    tasks: Topic.TASKS,
    team_meetings: Topic.REVIEWS,
    team_series: Topic.REVIEWS,
    milestones: Topic.ONBOARDING,
    today_answers: Topic.TODAY,
    technical_context: Topic.ONBOARDING,
    improvements: Topic.ACTIONS,
    kpi_goals: Topic.KPIS,
    playbooks: Topic.ACTIONS,
    own_kpis: Topic.KPIS,
    requests: Topic.REQUESTS,
    review_series: Topic.REVIEWS,
    reviews: Topic.REVIEWS,
    satisfaction_answers: Topic.INTERACTIONS,
    saved_views: Topic.VIEWS,
    sla_policies: Topic.SETTINGS,
    timeline: Topic.REQUESTS,
    users: Topic.PEOPLE,
}


@dataclass(slots=True)
class Reversal:
    """The taking back of one group of changes.

    Attributes:
        writing: the transaction.
        note: what the timelines say of it.
        versions: of the rows that this reversal has changed itself.
        words: what came back.
    """

    writing: Writing
    note: str
    versions: dict[tuple[str, int], int] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)

    def take_back(self, group: str) -> None:
        """Reverse every row of a group, the newest first.

        Raises:
            Conflict: if somebody has built on a row of it.
            NotFound: if a row is no longer there or no longer visible.
            Refused: if this person may no longer do such a thing.
        """
        wanted = select(audit).where(audit.c.group == group).order_by(audit.c.id.desc())
        entries = self.writing.connection.execute(wanted).mappings().all()
        recount = recount_for(self.writing, entries)
        for entry in entries:
            if entry["action"] != FOLLOWS:
                self._one(entry)
        if recount is not None and (told := recount.finish()):
            self.words.append(told.removeprefix("; "))

    def _one(self, entry: RowMapping) -> None:
        table = metadata.tables[entry["entity"]]
        before, after = entry["before"] or {}, entry["after"] or {}
        self._permit(table, before, after)
        if entry["action"] == HOURS and table is calendars:
            self._hours(entry)
        elif table is settings:
            self._set_back(after["key"], after["value"], before["value"])
        elif before and not after:
            self._bring_back(table, entry, decode_all(table, before))
        elif after and not before:
            self._take_away(table, entry)
        else:
            self._restore(table, entry, decode_all(table, before))

    def _permit(self, table: Table, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        """Make sure that this person could do the change that the reversal amounts to.

        Raises:
            Refused: with the reason.
        """
        whole = not before or not after
        if table is users:
            kind: type[Any] | None = AddUser
        elif table in {settings, sla_policies, calendars}:
            kind = SaveSetting
        elif table is own_kpis:
            kind = DefineKpi
        elif table is accounts and (before or after) and whole:
            kind = AddAccount
        else:
            kind = AssignAccount if table is accounts and "am_id" in before else None
        if kind is not None:
            require(self.writing.identity, kind, read_only=False)

    def _bring_back(self, table: Table, entry: RowMapping, values: dict[str, Any]) -> None:
        """Enter a row again that was taken away, with its id."""
        if "am_id" in values and not self.writing.identity.scope.sees(values["am_id"]):
            raise NotFound(f"there is no {table.name} {entry['entity_id']}")
        self.writing.connection.execute(insert(table).values(**values))
        self.writing.topics.add(TOPICS[table])
        version = values.get("version")
        self.writing.record(table, entry["entity_id"], "insert", {}, None, values, version)
        self.versions[table.name, entry["entity_id"]] = version or 0
        self.words.append(what_came_back(self.writing, table, values, values))

    def _take_away(self, table: Table, entry: RowMapping) -> None:
        """Take away a row that was entered; a timeline's entry is only withdrawn.

        Raises:
            Conflict: if other rows belong to it by now.
        """
        row = self._current(table, entry)
        name = what_came_back(self.writing, table, row, row)
        self.words.append(f"without {name}")
        if table is timeline:
            self._flag(entry, row, withdrawn=True)
            return
        if table is calendars:
            emptied(self.writing, row)
        try:
            self.writing.delete(table, row, TOPICS[table])
        except IntegrityError:
            words = f"Somebody has built on it: something belongs to {name} by now"
            raise Conflict(words, next="Take that away first, or leave it as it is.") from None

    def _hours(self, entry: RowMapping) -> None:
        """Give a calendar the hours that it had."""
        row = self._current(calendars, entry)
        hours_back(self.writing, entry, row["version"])

    def _restore(self, table: Table, entry: RowMapping, values: dict[str, Any]) -> None:
        row = self._current(table, entry)
        if table is timeline:
            self._flag(entry, row, withdrawn=values["withdrawn"])
            self.words.append(what_came_back(self.writing, table, row, values))
            return
        if table is requests:
            values = counted_anew(self.writing, entry, row, values)
        if table in {reviews, team_meetings} and "sequence" in values:
            # Calendars of clients take a lower number for older news, and keep what was taken back.
            values["sequence"] = row["sequence"] + 1
        version = self.writing.update(table, row, row["version"], values, TOPICS[table], touch=True)
        self.versions[table.name, row["id"]] = version
        if table is requests:
            tell(self.writing, row, values, self.note)
        if table is accounts and any(values.get(name, row[name]) != row[name] for name in REBUILT_FOR):
            rebuild(self.writing, row["id"])
        if told := what_came_back(self.writing, table, row, values):
            self.words.append(told)

    def _current(self, table: Table, entry: RowMapping) -> RowMapping:
        """Return the row as it is, if it is as the entry left it or as this reversal did.

        Raises:
            Conflict: if somebody has built on it.
        """
        what = f"{one_of(table.name)} {entry['entity_id']}"
        row = self.writing.row(table, entry["entity_id"], what)
        if "version" not in table.c:
            return row
        mine = self.versions.get((table.name, row["id"]))
        if row["version"] != (version_undisturbed(self.writing, entry) if mine is None else mine):
            raise self._built_on(table, row, entry)
        return row

    def _set_back(self, key: str, left: object, before: object) -> None:
        """Give a setting the value that it had, if it still has the one it was left with."""
        wanted = select(settings.c.value).where(settings.c.key == key)
        if self.writing.connection.execute(wanted).scalar_one_or_none() != left:
            raise Conflict(f"Somebody has built on it: the setting {key} has another value by now")
        store_setting(self.writing, key, before)
        self.words.append(f"setting {key}")

    def _built_on(self, table: Table, row: RowMapping, entry: RowMapping) -> Conflict:
        before = decode_all(table, entry["before"] or {})
        last = self.writing.conflict(table, row["id"], entry["version_after"] or 0, before)
        who, when = (last.who, last.when) if isinstance(last, Conflict) else ("", None)
        at = f" at {when.astimezone(self.writing.reading.zone):%Y-%m-%d %H:%M}" if when else ""
        name = what_came_back(self.writing, table, row, {}) or table.name
        return Conflict(
            f"Somebody has built on it: {who or 'somebody'} changed {name.strip()}{at}",
            who=who,
            when=when,
            clashes=last.clashes if isinstance(last, Conflict) else (),
            version=row["version"],
            next="Change it by hand if it is still wrong.",
        )

    def _flag(self, entry: RowMapping, row: RowMapping, *, withdrawn: bool) -> None:
        """Withdraw an entry of a timeline, or let it stand again."""
        if row["withdrawn"] is withdrawn:
            raise Conflict("Somebody has built on it: the comment is like that already")
        changed = update(timeline).where(timeline.c.id == entry["entity_id"]).values(withdrawn=withdrawn)
        self.writing.connection.execute(changed)
        self.writing.topics.add(Topic.REQUESTS)
        old, new = {"withdrawn": row["withdrawn"]}, {"withdrawn": withdrawn}
        self.writing.record(timeline, entry["entity_id"], "withdraw", old, row, new, None)
