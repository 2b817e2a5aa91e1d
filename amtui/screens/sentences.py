"""Faults as sentences on the screen."""

from amtui.domain.errors import AmtuiError


def sentence(error: AmtuiError) -> str:
    """Return what happened and what to do next, as sentences."""
    what = error.message.rstrip(". ")
    if "." not in what.split(" ", maxsplit=1)[0]:  # the name of a file stays as it is
        what = f"{what[:1].upper()}{what[1:]}"
    return f"{what}. {error.next}".strip()
