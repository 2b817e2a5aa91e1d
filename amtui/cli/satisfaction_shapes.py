"""Answers to surveys as objects of machine-readable output; their keys stay."""

from zoneinfo import ZoneInfo

from amtui.cli.output import Document
from amtui.cli.shapes import picked
from amtui.domain.satisfaction import Answer, Heard

KEYS = (
    "id", "account", "at", "csat", "nps", "contact", "comment", "request", "source", "who", "version",
)  # fmt: skip
SAID = ("at", "csat", "nps", "contact", "comment", "request")


def answer_object(row: Answer, zone: ZoneInfo) -> Document:
    """Return one answer."""
    return picked(row, KEYS, zone)


def satisfaction_object(told: Heard, zone: ZoneInfo) -> Document:
    """Return what was heard lately: CSAT as a fraction of 1, NPS from -100 to 100, null without answers."""
    found = told.found
    figures = {"csat": found.csat, "csat_n": found.csat_n, "nps": found.nps, "nps_n": found.nps_n}
    said = None if told.said is None else picked(told.said, SAID, zone)
    return {"days": told.days, "n": found.n, **figures, "said_last": said}
