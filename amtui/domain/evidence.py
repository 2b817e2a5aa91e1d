"""Log ids that prove what a request says, one a line."""

from collections.abc import Iterable


def log_ids(evidence: str | None) -> tuple[str, ...]:
    """Return the log ids of a stored text."""
    return tuple(filter(None, (line.strip() for line in (evidence or "").splitlines())))


def merged(evidence: str | None, further: Iterable[str]) -> str | None:
    """Return a stored text with further log ids behind those it has, each once; None for none at all."""
    new = (" ".join(one.split()) for one in further)
    return "\n".join(dict.fromkeys((*log_ids(evidence), *filter(None, new)))) or None
