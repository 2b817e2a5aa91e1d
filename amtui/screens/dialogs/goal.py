"""Agreeing on a KPI goal: what it starts from is shown while the form is filled in."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.widgets import Input, Static

from amtui.domain.changes import SetGoal
from amtui.domain.errors import AmtuiError, Invalid
from amtui.domain.kpi.definitions import Definition, definition
from amtui.domain.kpi.figures import format_goal, format_target, format_value
from amtui.domain.kpi.goals import USUAL_GOALS, changed_by
from amtui.domain.kpi.target_text import TargetText, parse_target
from amtui.domain.kpi_key import KpiKey
from amtui.domain.kpi_records import Baseline, GoalRow, Person
from amtui.domain.vocabulary import Statistic
from amtui.domain.when_words import day_ahead
from amtui.domain.wording import counted, label, title
from amtui.screens.dialogs.base import Dialog
from amtui.screens.sentences import sentence
from amtui.screens.viewer import zone_of
from amtui.widgets.fields import FormField, choice_field, text_field, values
from amtui.widgets.text import safe

if TYPE_CHECKING:
    from amtui.app import AmtuiApp

NOBODY = "0"


@dataclass(frozen=True, slots=True)
class Table:
    """What a goal can be agreed on, and with whom.

    Attributes:
        account_id, account: whose goal it is.
        kpis: in the order shown; the first is chosen at first.
        people: the contacts, those who decide first.
        goals: those in force.
    """

    account_id: int
    account: str
    kpis: Sequence[KpiKey]
    people: Sequence[Person]
    goals: Sequence[GoalRow]


class GoalDialog(Dialog[SetGoal]):
    """KPI, statistic, baseline, target, due date, with whom, and how long it is to be held."""

    app: "AmtuiApp"

    def __init__(self, table: Table) -> None:
        super().__init__(f"Agree on a goal with {table.account}", "enter in any line agrees · esc cancels")
        self._table = table
        self._baseline: Baseline | None = None
        self._kpi = table.kpis[0]

    def inputs(self) -> ComposeResult:
        """Yield the form, and below it what the goal starts from."""
        kpis = [(kpi.value, title(definition(kpi).label)) for kpi in self._table.kpis]
        people = [
            (NOBODY, "nobody yet"),
            *(
                (str(each.id), f"{each.name}{'' if each.decides else ' (no admin)'}")
                for each in self._table.people
            ),
        ]
        usual = str(self._table.people[0].id) if self._table.people else NOBODY
        yield choice_field("kpi", "KPI", kpis, self._kpi.value)
        yield choice_field("statistic", "Statistic", _statistics(definition(self._kpi)), self._usual.value)
        yield text_field("first", "Baseline", placeholder="first day")
        yield text_field("last", "to", placeholder="last day")
        yield text_field("target", "Target", placeholder=_example(definition(self._kpi)))
        yield text_field("due", "Due", placeholder="6w, 2026-12-31, or nothing")
        yield choice_field("person", "With", people, usual)
        yield text_field("sustain", "Hold for", "7", hint="days")
        yield Static(id="start", markup=False)

    def on_mount(self) -> None:
        """Begin with the target, which has to be typed; read what the goal starts from."""
        self.add_class("goal")
        self._field("target").focus()
        self._look()

    @property
    def _usual(self) -> Statistic:
        return definition(self._kpi).default_statistic

    def _field(self, name: str) -> FormField:
        return next(field for field in self.query(FormField) if field.field_name == name)

    def on_form_field_changed(self, event: FormField.Changed) -> None:
        """Follow what is chosen: statistics with the KPI, the baseline with KPI, statistic and window."""
        name = event.field.field_name
        if name == "kpi" and event.value and event.value != self._kpi:
            self._kpi = next(kpi for kpi in self._table.kpis if kpi == event.value)
            self._choose_statistics()
        if name in {"kpi", "statistic", "first", "last"}:
            self._look()
        elif name == "target":
            self._say()

    def _choose_statistics(self) -> None:
        control: Any = self._field("statistic").input
        control.set_options([(safe(words), key) for key, words in _statistics(definition(self._kpi))])
        control.value = self._usual.value
        target: Any = self._field("target").input
        target.placeholder = _example(definition(self._kpi))

    def _look(self) -> None:
        """Read what the goal would start from; a newer look takes the place of an older one."""
        read: Callable[[], Awaitable[None]] = self._read
        self.run_worker(read, group="baseline", exclusive=True, exit_on_error=False)

    async def _read(self) -> None:
        from amtui.data.queries.baseline import baseline

        backend, asked = self.app.backend, values(self)
        try:
            first, last = _day(asked["first"]), _day(asked["last"])
        except ValueError:
            self._baseline = None
            self._say("The baseline's window is written as 2026-01-31.")
            return
        statistic = Statistic(asked["statistic"] or self._usual)
        if backend is None or statistic not in definition(self._kpi).statistics:
            return
        try:
            self._baseline = await backend.ask(
                baseline,
                account_id=self._table.account_id,
                kpi=self._kpi,
                statistic=statistic,
                first=first,
                last=last,
            )
        except AmtuiError as error:
            self._baseline = None
            self._say(sentence(error))
        else:
            self._say()

    def _say(self, wrong: str = "") -> None:
        lines = [wrong] if wrong else self._start_words()
        self.query_one("#start", Static).update(safe("\n".join(lines)))

    def _start_words(self) -> list[str]:
        """Return what the goal starts from, where it leads, and what it takes the place of."""
        known, start = definition(self._kpi), self._baseline
        if start is None:
            return [""]
        window = (start.last - start.first).days + 1
        covered = f"data on {start.days} of {counted(window, 'day')} ({100 * start.coverage:.0f} %)"
        lines = [
            f"Baseline {format_value(known, start.value)}, n {start.n:,}, {covered}",
            f"{start.first} to {start.last}; frozen with the goal",
        ]
        if start.value is not None and start.provisional:
            lines.append("Provisional: fewer than 14 days or 100 observations.")
        wanted = self._typed()
        if wanted is not None and wanted.by is not None and start.value is not None:
            lines.append(f"Target {format_target(known, changed_by(start.value, wanted.by))}")
        return [*lines, *self._beside()]

    def _beside(self) -> list[str]:
        """Return what the goal takes the place of, and whether there are then more or fewer than usual."""
        known, others = definition(self._kpi), [goal for goal in self._table.goals if goal.kpi != self._kpi]
        lines = [
            f"Takes the place of {format_goal(known, goal.comparator, goal.target)}, agreed {goal.agreed_on}"
            for goal in self._table.goals
            if goal.kpi == self._kpi
        ]
        if len(others) + 1 not in USUAL_GOALS:
            lines.append(f"The account then has {counted(len(others) + 1, 'goal')}; 2 or 3 are usual")
        return lines

    def _typed(self) -> TargetText | None:
        try:
            return parse_target(values(self)["target"], definition(self._kpi))
        except ValueError:
            return None

    def on_input_submitted(self, _event: Input.Submitted) -> None:
        """Agree once every field can be read; what the database refuses is said and the form stays."""
        change = self._change()
        if change is not None:
            self.app.begin(self._agree(change))

    async def _agree(self, change: SetGoal) -> None:
        if await self.app.change(change) is not None:
            self.dismiss(change)

    def _change(self) -> SetGoal | None:
        """Return what was agreed, or say beside the field what cannot be read."""
        asked, readers = values(self), self._readers()
        read: dict[str, Any] = {}
        for name, (reader, example) in readers.items():
            try:
                read[name] = reader(asked[name])
            except (ValueError, Invalid) as error:
                self._wrong(name, example or str(error))
                return None
        return SetGoal(
            account_id=self._table.account_id,
            kpi=self._kpi,
            target=read["target"].value,
            by=read["target"].by,
            statistic=Statistic(asked["statistic"] or self._usual),
            comparator=read["target"].comparator,
            baseline_first=read["first"],
            baseline_last=read["last"],
            agreed_with_id=int(asked["person"] or NOBODY) or None,
            due=read["due"],
            sustain_days=read["sustain"],
        )

    def _readers(self) -> dict[str, tuple[Callable[[str], Any], str]]:
        """Return how each field is read, and an example where the reader gives none."""
        known, day = definition(self._kpi), (_day, "as 2026-12-31")
        now, zone = self.app.clock.now(), zone_of(self.app)
        return {
            "first": day,
            "last": day,
            "target": (lambda text: parse_target(text, known), ""),
            "due": (lambda text: _ahead(text, now, zone), "as fri, 6w or 2026-12-31"),
            "sustain": (_days, "a number of days"),
        }

    def _wrong(self, name: str, words: str) -> None:
        field = self._field(name)
        field.say_wrong(words)
        field.focus()


def _statistics(known: Definition) -> list[tuple[str, str]]:
    return [(statistic.value, label(statistic)) for statistic in known.statistics]


def _example(known: Definition) -> str:
    usual = "" if known.typical_target is None else f"{format_target(known, known.typical_target)} is usual; "
    return f"{usual}or reduce by 20 %" if known.lower_is_better else f"{usual}or raise by 5 %"


def _days(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise ValueError
    return int(text)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _ahead(text: str, now: datetime, zone: tzinfo) -> date | None:
    """Return a day that is named as elsewhere; whether it comes too early the change itself says."""
    try:
        return _day(text)
    except ValueError:
        return day_ahead(text, now, zone)
