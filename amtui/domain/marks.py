"""A sign and a word for each state, so that no state is told by colour alone."""

from dataclasses import dataclass
from types import MappingProxyType

from amtui.domain.vocabulary import HealthBand, KpiState, SlaState


@dataclass(frozen=True, slots=True)
class Mark:
    """How a state shows.

    Attributes:
        glyph: one cell wide.
        word: what it is called.
        plain: one ASCII character for terminals without the glyph.
    """

    glyph: str
    word: str
    plain: str

    @property
    def text(self) -> str:
        """The glyph and the word."""
        return f"{self.glyph} {self.word}"


State = KpiState | SlaState | HealthBand

_KPI = MappingProxyType(
    {
        KpiState.MET: Mark("✓", "met", "+"),
        KpiState.SUSTAINED: Mark("◆", "sustained", "*"),
        KpiState.ON_TRACK: Mark("●", "on track", "o"),
        KpiState.OFF_TARGET: Mark("▼", "off target", "v"),
        KpiState.REGRESSED: Mark("↘", "regressed", "\\"),
        KpiState.PROVISIONAL: Mark("◔", "provisional", "~"),
        KpiState.NO_GOAL: Mark("–", "no goal", "-"),
        KpiState.NO_DATA: Mark("◌", "no data", "?"),
    }
)
_SLA = MappingProxyType(
    {
        SlaState.BREACHED: Mark("✗", "breached", "x"),
        SlaState.PAUSED: Mark("‖", "paused", "="),
        SlaState.AT_RISK: Mark("▲", "at risk", "!"),
        SlaState.RESPONSE_DUE: Mark("◷", "response due", "r"),
        SlaState.RESOLUTION_DUE: Mark("○", "resolution due", "o"),
        SlaState.MET: Mark("✓", "met", "+"),
    }
)
_HEALTH = MappingProxyType(
    {
        HealthBand.RED: Mark("▼", "red", "x"),
        HealthBand.AMBER: Mark("▲", "amber", "!"),
        HealthBand.GREEN: Mark("●", "green", "o"),
        HealthBand.INSUFFICIENT: Mark("◌", "insufficient data", "?"),
    }
)


def mark(state: State) -> Mark:
    """Return the sign and the word of a state."""
    if isinstance(state, KpiState):
        return _KPI[state]
    if isinstance(state, SlaState):
        return _SLA[state]
    return _HEALTH[state]
