"""A stylesheet that reads each source once, and all of them again only for other colours."""

from functools import cache

from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.css.types import CSSLocation

# Each node that is styled is looked up among all rules. They are told apart by identity, as here, but in
# Textual by a method in Python, which takes a tenth of the time to the first frame.
RuleSet.__hash__ = object.__hash__  # type: ignore[method-assign]


class KeptStylesheet(Stylesheet):
    """Textual's stylesheet, which reads every source anew whenever a screen is shown for the first time.

    What was read is kept for every app of the process, so that one forked from another reads nothing.
    """

    def __init__(self, *, variables: dict[str, str]) -> None:
        super().__init__(variables=variables)
        self._read = read_with(tuple(variables.items()))

    def set_variables(self, variables: dict[str, str]) -> None:
        """Take other variables; what was read stays when they are the same."""
        if variables != self._variables:
            super().set_variables(variables)
            self._read = read_with(tuple(variables.items()))

    def reparse(self) -> None:
        """Read the sources that were not read with these variables yet."""
        self.parse()

    def _parse_rules(
        self,
        css: str,
        read_from: CSSLocation,
        is_default_rules: bool = False,
        tie_breaker: int = 0,
        scope: str = "",
    ) -> list[RuleSet]:
        source = (css, read_from, is_default_rules, tie_breaker, scope)
        if source not in self._read:
            self._read[source] = super()._parse_rules(*source)
        return self._read[source]


@cache
def read_with(_variables: tuple[tuple[str, str], ...]) -> dict[object, list[RuleSet]]:
    """Return what was read with some variables, by its source."""
    return {}
