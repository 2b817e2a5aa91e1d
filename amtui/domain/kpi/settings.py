"""What administrators set of how KPIs are counted."""

from amtui.domain.frozen import dataclass
from amtui.domain.kpi.figures import seconds
from amtui.domain.kpi.service_level import DEFAULT_METHOD, Method

SERVICE_SECONDS = 20
"""80 % in 20 seconds is what contact centres usually agree."""
CALLBACK_HOURS = 4
METHODS = {method.name.lower(): method for method in Method}
"""The four ways of counting a service level, by the word that a setting takes."""


@dataclass(frozen=True, slots=True)
class KpiSettings:
    """How KPIs are counted where there are several ways.

    Attributes:
        service_seconds: the threshold of the service level.
        service_method: what becomes of callers who gave up.
        callback_hours: business hours within which a missed caller has to be called back.
    """

    service_seconds: int = SERVICE_SECONDS
    service_method: Method = DEFAULT_METHOD
    callback_hours: int = CALLBACK_HOURS

    @property
    def service_words(self) -> str:
        """The method as it is printed beside a service level."""
        return f"within {seconds(self.service_seconds)}; {self.service_method.value}"

    @property
    def callback_words(self) -> str:
        """The rule as it is printed beside a net missed-call rate."""
        return f"called back within {self.callback_hours} business hours"


STANDARD = KpiSettings()
