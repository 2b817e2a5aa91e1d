"""A container without border and padding: its lines are alike, so that one is drawn for all of them."""

from textual.containers import Horizontal


class BlankRow(Horizontal):
    """A row of which nothing is seen but its background, and that only where no child is."""

    BLANK = True
