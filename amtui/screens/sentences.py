"""Faults as sentences on the screen."""

from amtui.domain.errors import AmtuiError, Unreachable

AGAIN = "amtui tries again by itself."


def sentence(error: AmtuiError) -> str:
    """Return what happened and what to do next, as sentences."""
    what = error.message.rstrip(". ")
    if "." not in what.split(" ", maxsplit=1)[0]:  # the name of a file stays as it is
        what = f"{what[:1].upper()}{what[1:]}"
    return f"{what}. {error.next}".strip()


def read_sentence(error: AmtuiError) -> str:
    """Return the same of what was read only, which is tried again where it may well go then."""
    return f"{sentence(error)} {AGAIN}" if isinstance(error, Unreachable) else sentence(error)
