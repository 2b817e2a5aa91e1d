"""Playbooks: what usually helps when a KPI is off, step by step, and what proves that it did."""

from collections.abc import Iterable, Sequence

from amtui.domain.errors import NotFound
from amtui.domain.frozen import dataclass
from amtui.domain.kpi_records import KpiFigure
from amtui.domain.vocabulary import KpiKey

ORDINARY = ("made for this KPI", "helps with this KPI too")
"""Why a playbook fits when nothing in the figure speaks for it."""
MENU_SHARE = 0.1
"""Callers who give up in the menu, as a share of those offered, from which the menu itself is suspect."""


@dataclass(frozen=True, slots=True)
class Playbook:
    """One way to put a KPI right.

    Attributes:
        key: its stable name, as commands take it.
        name: what screens call it.
        kpis: what it helps with, the first of them the one that it is measured by.
        steps: what is done, in order.
        evidence: what has to be at hand before anybody calls it done.
        proof: what the figures must show.
        id, version: of a playbook of the team's own; None of one that comes with the program.
    """

    key: str
    name: str
    kpis: tuple[KpiKey, ...]
    steps: tuple[str, ...]
    evidence: tuple[str, ...]
    proof: str
    id: int | None = None
    version: int | None = None

    @property
    def is_own(self) -> bool:
        """Whether the team wrote it."""
        return self.id is not None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A playbook that fits a figure, and why."""

    playbook: Playbook
    why: str


BUILT_IN: tuple[Playbook, ...] = (
    Playbook(
        key="misrouted-ivr",
        name="mis-routed IVR",
        kpis=(KpiKey.FIRST_RESPONSE, KpiKey.SERVICE_LEVEL, KpiKey.MISSED_CALL_RATE, KpiKey.NET_MISSED_RATE),
        steps=(
            "Review the call flow with the client: every entry of the menu and where it leads",
            "Mark the entries that callers leave or are transferred from",
            "Agree on the corrected routing and record the menu's texts",
            "Correct the routing in a quiet hour",
            "Place test calls through every entry and note their log ids",
        ),
        evidence=("Log ids of test calls through each entry", "The contact who confirms the new routing"),
        proof="The figure is clearly better after the change and meets its target for a week.",
    ),
    Playbook(
        key="high-missed-calls",
        name="high missed-call rate",
        kpis=(KpiKey.MISSED_CALL_RATE, KpiKey.NET_MISSED_RATE, KpiKey.SERVICE_LEVEL),
        steps=(
            "Find the hours and queues that explain most of the missed calls",
            "Check queue staffing in those hours against the calls offered",
            "Compare the opening hours on record with those that callers expect",
            "Set up or repair the callback workflow for callers who hang up",
            "Place test calls in the hours that were worst and note their log ids",
        ),
        evidence=("Log ids of test calls in the worst hours", "The contact who confirms the staffing"),
        proof="The missed-call rate drops clearly and meets its target for a week.",
    ),
    Playbook(
        key="crm-mismatch",
        name="CRM mismatch",
        kpis=(KpiKey.SYNC_SUCCESS, KpiKey.FIRST_ATTEMPT_SYNC),
        steps=(
            "Group the failed records by error and pick the mapping that fails most",
            "Write a test plan with the client's CRM admin",
            "Update the mapping with the CRM admin",
            "Synchronise the records of the test plan and note their log ids",
            "Send the records that failed before once more",
        ),
        evidence=("Log ids of the records in the test plan", "The CRM admin who confirms the mapping"),
        proof="Sync success is clearly better after the change and at least 99 % for a week.",
    ),
)


def find(playbooks: Iterable[Playbook], text: str) -> Playbook:
    """Return the playbook of a key or a name, in any case.

    Raises:
        NotFound: there is none; names those that there are.
    """
    known = tuple(playbooks)
    wanted = text.strip().casefold()
    for playbook in known:
        if wanted in {playbook.key.casefold(), playbook.name.casefold()}:
            return playbook
    raise NotFound(
        f"there is no playbook “{text}”", next=f"There are {', '.join(each.key for each in known)}."
    )


def known_as(playbooks: Iterable[Playbook], text: str | None) -> Playbook | None:
    """Return the playbook that an action names, or None where it names none or one that is gone."""
    try:
        return find(playbooks, text) if text else None
    except NotFound:
        return None


def suggest(
    playbooks: Iterable[Playbook], kpi: KpiKey, figure: KpiFigure | None = None
) -> tuple[Suggestion, ...]:
    """Return the playbooks that fit a KPI, the best first.

    Those whose first KPI it is come first; a menu that many callers give up in comes before all.

    Args:
        playbooks: all there are.
        kpi: what is off.
        figure: its figure, whose exclusions are looked at; None looks at none.
    """
    fitting = [playbook for playbook in playbooks if kpi in playbook.kpis]
    fitting.sort(key=lambda playbook: playbook.kpis.index(kpi))
    found = [Suggestion(playbook, _why(playbook, kpi)) for playbook in fitting]
    left = _left_in_menu(figure)
    if left < MENU_SHARE:
        return tuple(found)
    menu = [
        Suggestion(
            each.playbook, f"{left:.0%} as many callers hang up in the menu as are offered".replace("%", " %")
        )
        for each in found
        if each.playbook.key == "misrouted-ivr"
    ]
    return (*menu, *(each for each in found if each.playbook.key != "misrouted-ivr"))


def help_words(found: Sequence[Suggestion]) -> str:
    """Return which playbook helps, and why where that is not plain; empty where none does."""
    if not found:
        return ""
    best = found[0]
    why = "" if best.why in ORDINARY else f": {best.why}"
    return f"What helps: the playbook “{best.playbook.name}”{why}."


def _why(playbook: Playbook, kpi: KpiKey) -> str:
    return ORDINARY[playbook.kpis[0] != kpi]


def _left_in_menu(figure: KpiFigure | None) -> float:
    if figure is None or not figure.denominator:
        return 0.0
    return dict(figure.excluded).get("ivr_abandoned", 0) / figure.denominator
