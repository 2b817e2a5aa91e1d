"""Satisfaction in words, the same on screens, in commands and in reports."""

from amtui.domain.satisfaction import Answer, Satisfaction
from amtui.domain.wording import counted, rate

NONE = "no answers"


def csat_words(found: Satisfaction) -> str:
    """Return “80 % of 5 answers”."""
    return f"{rate(found.csat, 0)} of {counted(found.csat_n, 'answer')}" if found.csat_n else NONE


def nps_words(found: Satisfaction) -> str:
    """Return “+20 of 5 answers”; below 0 with a minus sign."""
    return f"{_signed(found.nps)} of {counted(found.nps_n, 'answer')}" if found.nps is not None else NONE


def both_words(found: Satisfaction) -> str:
    """Return “CSAT 80 % of 5 answers · NPS +20 of 4 answers”, leaving out what nobody was asked."""
    parts = (("CSAT", found.csat_n, csat_words), ("NPS", found.nps_n, nps_words))
    return " · ".join(f"{name} {words(found)}" for name, n, words in parts if n) or NONE


def score_words(csat: int | None, nps: int | None) -> str:
    """Return the scores of one answer: “CSAT 4, NPS 9”."""
    scores = (("CSAT", csat), ("NPS", nps))
    return ", ".join(f"{name} {score}" for name, score in scores if score is not None)


def said_words(answer: Answer) -> str:
    """Return what was said in one line: “2026-11-20, Kim, CSAT 4: quick”."""
    parts = (f"{answer.at:%Y-%m-%d}", answer.contact, score_words(answer.csat, answer.nps))
    about = f" ({answer.request})" if answer.request else ""
    return f"{', '.join(filter(None, parts))}{about}: {answer.comment or ''}"


def _signed(points: float) -> str:
    text = f"{abs(points):.0f}"
    if text == "0":
        return text
    return f"{'+' if points > 0 else '−'}{text}"
