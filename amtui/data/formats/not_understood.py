"""The refusal that a person can lift by saying what the file means."""

from amtui.domain.errors import Refused


class NotUnderstood(Refused):
    """It cannot be known which column is which, how its dates are written, or in which encoding it is."""

    kind = "refused"
