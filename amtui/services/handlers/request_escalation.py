"""Handing requests on: escalations with their status updates, who follows up outside, and evidence."""

from typing import Any

from amtui.domain.changes import Receipt
from amtui.domain.errors import Invalid, Refused
from amtui.domain.evidence import log_ids, merged
from amtui.domain.request_changes import AddEvidence, EndEscalation, EscalateRequest, FollowRequest
from amtui.domain.request_rules import STOPPED, check_p1
from amtui.domain.wording import counted, label
from amtui.services.handlers.common import said
from amtui.services.handlers.request_clock import next_update
from amtui.services.handlers.request_common import alive, request_held, seen_request, write
from amtui.services.writing import Writing

MOST_MINUTES = 60 * 24 * 30


def escalate(writing: Writing, change: EscalateRequest) -> Receipt:
    """Ask a team for more; the client is to hear how it stands until the request is resolved.

    Raises:
        Invalid: the team is not named, the day is past, or the clock is no sensible length.
        Refused: nothing is to be done any more.
    """
    team = said(change.team, "team")
    row = seen_request(writing, change, {"escalated_to": team, "asked_for_on": change.asked_for})
    if row["status"] in STOPPED:
        raise Refused(f"{row['ref']} is “{label(row['status'])}”", next="Reopen it first.")
    _check(writing, change)
    every = change.update_every_minutes
    values: dict[str, Any] = {
        "escalated_to": team,
        "escalated_at": row["escalated_at"] or writing.now,
        "asked_for_on": change.asked_for,
        "update_every_minutes": every,
        "next_update_at": None if every is None else next_update(writing, row["account_id"], every),
        "evidence": merged(row["evidence"], change.evidence),
    }
    by = f", asked for by {change.asked_for.isoformat()}" if change.asked_for else ""
    return write(writing, row, values, f"{row['ref']} escalated to {team}{by}", change.note)


def end_escalation(writing: Writing, change: EndEscalation) -> Receipt:
    """Take an escalation back.

    Raises:
        Refused: there is none.
    """
    row = seen_request(writing, change, {"escalated_to": None})
    if row["escalated_to"] is None:
        raise Refused(f"{row['ref']} is not escalated")
    names = ("escalated_to", "escalated_at", "asked_for_on", "update_every_minutes", "next_update_at")
    return write(writing, row, dict.fromkeys(names), f"{row['ref']} is no longer escalated", change.note)


def follow(writing: Writing, change: FollowRequest) -> Receipt:
    """Say who outside owns a request, and under which ticket.

    Raises:
        Refused: a P1 would lose its Support ticket.
    """
    given = {"external_owner": change.external_owner, "external_ticket": change.external_ticket}
    values = {name: text.strip() or None for name, text in given.items() if text is not None}
    row = alive(seen_request(writing, change, values))
    after = {**row, **values}
    check_p1(row["priority"], after["external_ticket"])
    parts = [f"with {after['external_owner']}"] if after["external_owner"] else []
    parts += [f"as {after['external_ticket']}"] if after["external_ticket"] else []
    return write(writing, row, values, f"{row['ref']} is followed {' '.join(parts)}".rstrip())


def add_evidence(writing: Writing, change: AddEvidence) -> Receipt:
    """Add log ids to a request; a request that has ended takes them too."""
    row = request_held(writing, change.request_id)
    evidence = merged(row["evidence"], change.log_ids)
    new = len(log_ids(evidence)) - len(log_ids(row["evidence"]))
    if not any(one.strip() for one in change.log_ids):
        raise Invalid({"log_ids": "name at least one"})
    words = f"{counted(new, 'log id')} added to {row['ref']}"
    return write(writing, row, {"evidence": evidence}, words, change.note)


def _check(writing: Writing, change: EscalateRequest) -> None:
    every = change.update_every_minutes
    wrong = {}
    if every is not None and not 1 <= every <= MOST_MINUTES:
        wrong["update_every_minutes"] = f"is from 1 to {MOST_MINUTES}"
    if change.asked_for is not None and change.asked_for < writing.reading.today:
        wrong["asked_for"] = "lies in the past"
    if wrong:
        raise Invalid(wrong)
