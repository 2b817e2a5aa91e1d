"""A stylesheet that reads each source once, and all of them again only for other colours."""

from textual.css.stylesheet import Stylesheet


class KeptStylesheet(Stylesheet):
    """Textual's stylesheet, which reads every source anew whenever a screen is shown for the first time."""

    def set_variables(self, variables: dict[str, str]) -> None:
        """Take other variables; what was read stays when they are the same."""
        if variables != self._variables:
            super().set_variables(variables)

    def reparse(self) -> None:
        """Read the sources that were not read with these variables yet."""
        self.parse()
