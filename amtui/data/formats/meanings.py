"""What fields are, in a few words for a person who says which column holds which."""

from collections.abc import Mapping

from amtui.data.formats.fields import FieldSpec, Parser

_MEANINGS: Mapping[str, str] = {
    "account": "whose it is",
    "account_manager": "who looks after it",
    "activity": "what happened",
    "agent": "who took the call",
    "agreement_end": "the day it runs out",
    "agreement_start": "the day it began",
    "am": "who looks after it",
    "answered": "yes or no",
    "answered_at": "when a person answered",
    "at": "when it happened",
    "campaign": "what made them call",
    "caller": "the other side's number",
    "calls": "how many calls a row counts",
    "closed_at": "when it was closed",
    "contact": "who asked",
    "contact_email": "their address",
    "created_at": "when it was asked for",
    "currency": "three letters, as EUR",
    "date": "the day, where the time stands apart",
    "description": "the whole text",
    "direction": "inbound, outbound or internal",
    "domains": "web and mail domains",
    "due_at": "when it should be done",
    "email": "their address",
    "error": "what went wrong",
    "external_id": "its id there; tells repeats",
    "external_ticket": "its id in another system",
    "first_response_at": "when it was first answered",
    "integration": "which connection",
    "linked_id": "the call that this is a leg of",
    "minutes": "how long",
    "monthly_value": "money per month",
    "name": "what it is called",
    "number": "the account's number that was called",
    "on_hold_seconds": "how long the client had it",
    "outcome": "how it ended",
    "owner": "who works on it",
    "parent": "the account above it",
    "phone": "their number",
    "plan": "what they pay for",
    "priority": "P1 to P4",
    "queue": "where it waited",
    "record_id": "which record was written",
    "resolved_at": "when it was solved",
    "started_at": "when it began",
    "status": "where it stands",
    "subject": "the text in one line",
    "talk_seconds": "how long they talked",
    "time": "the time of day, where it stands apart",
    "type": "what is asked for",
    "updated_at": "when it last changed",
    "wait_seconds": "how long until a person answered",
    "zone": "time zone, as Europe/Berlin",
}
_BY_PARSER = {
    Parser.INSTANT: "a date and time",
    Parser.DATE: "a day",
    Parser.DURATION: "a length of time",
    Parser.AMOUNT: "an amount",
    Parser.COUNT: "a whole number",
    Parser.FLAG: "yes or no",
}


def meaning(spec: FieldSpec) -> str:
    """Return what a field is; empty where its name says it all."""
    return spec.means or _MEANINGS.get(spec.name, _BY_PARSER.get(spec.parser, ""))
