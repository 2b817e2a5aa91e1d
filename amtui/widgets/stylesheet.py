"""A stylesheet that reads each source once, and all of them again only for other colours."""

from functools import cache, cached_property

from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.css.tokenize import tokenize_values
from textual.css.tokenizer import Token
from textual.css.types import CSSLocation
from textual.style import Style

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

    @property
    def _variable_tokens(self) -> dict[str, list[Token]]:
        return self._read.variables

    def parse_style(self, style_text: str | Style) -> Style:
        """Read a style of some words, as for a part of a text."""
        if isinstance(style_text, Style):
            return style_text
        if style_text not in self._read.styles:
            self._read.styles[style_text] = super().parse_style(style_text)
        return self._read.styles[style_text]

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
        if source not in self._read.rules:
            self._read.rules[source] = super()._parse_rules(*source)
        return self._read.rules[source]


class Read:
    """What was read with some variables.

    Attributes:
        rules: by their source.
        styles: of parts of texts, by their words.
    """

    def __init__(self, variables: tuple[tuple[str, str], ...]) -> None:
        self._variables = dict(variables)
        self.rules: dict[object, list[RuleSet]] = {}
        self.styles: dict[str, Style] = {}

    @cached_property
    def variables(self) -> dict[str, list[Token]]:
        """What the variables stand for, in parts."""
        return tokenize_values(self._variables)


@cache
def read_with(variables: tuple[tuple[str, str], ...]) -> Read:
    """Return what was read with some variables."""
    return Read(variables)
