"""Faults as sentences on the screen."""

from amtui.domain.errors import AmtuiError


def sentence(error: AmtuiError) -> str:
    """Return what happened and what to do next, as sentences."""
    what = error.message.rstrip(". ")
    return f"{what[:1].upper()}{what[1:]}. {error.next}".strip()
