"""What the words of other programs stand for; keys are lower case without spaces and signs."""

from collections.abc import Iterable, Mapping

from amtui.domain.vocabulary import (
    AccountStatus,
    CallDirection,
    CallOutcome,
    Level,
    Priority,
    RequestStatus,
    RequestType,
    ReviewKind,
    ReviewStatus,
    SyncOutcome,
    Tier,
)


def _table(spellings: Mapping[str, str]) -> dict[str, str]:
    """Turn `{value: "spelling spelling"}` round; each value also stands for itself."""
    turned = {spelling: str(value) for value, row in spellings.items() for spelling in row.split()}
    return turned | {squash(value): str(value) for value in spellings}


def squash(text: str) -> str:
    """Return the letters and digits of a word, in lower case."""
    return "".join(letter for letter in str(text).casefold() if letter.isalnum())


def known(words: Mapping[str, str]) -> str:
    """Return the values that words stand for, for messages."""
    return ", ".join(sorted(set(words.values())))


def _same(values: Iterable[str]) -> dict[str, str]:
    return _table(dict.fromkeys(values, ""))


FLAGS = {
    **dict.fromkeys(("y", "yes", "true", "1", "t", "x", "ja", "j", "on", "wahr", "oui", "si"), "true"),
    **dict.fromkeys(("n", "no", "false", "0", "f", "nein", "off", "falsch", "non"), "false"),
}

DIRECTIONS = _table(
    {
        CallDirection.INBOUND: "in i incoming inboundcall eingehend received",
        CallDirection.OUTBOUND: "out o outgoing outbounddial outboundapi outboundcall outgoingcall"
        " ausgehend placed",
        CallDirection.INTERNAL: "int local intern extension",
    }
)

ANSWERED = {word: "answered" if value == "true" else "no_answer" for word, value in FLAGS.items()} | {
    "answered": "answered", "notanswered": "no_answer", "unanswered": "no_answer",
    "missed": "no_answer", "abandoned": "abandoned",
}  # fmt: skip

OUTCOMES = ANSWERED | _table(
    {
        CallOutcome.ANSWERED: "answer completed connected accepted callconnected handled picked pickedup done"
        " beantwortet angenommen",
        CallOutcome.NO_ANSWER: "noanswer missedcall unanswered notanswered verpasst timeout cancelled"
        " canceled",
        CallOutcome.ABANDONED: "abandon hungup callerhungup lost aufgelegt abgebrochen",
        CallOutcome.IVR_ABANDONED: "abandonedinivr ivrabandon abandonedivr",
        CallOutcome.AFTER_HOURS: "outofhours outsidehours outofbusinesshours outofopeninghours"
        " outsideopeninghours",
        CallOutcome.VOICEMAIL: "vm voicemailleft leftvoicemail mailbox",
        CallOutcome.NO_AGENT: "noagentavailable noagents noagentsavailable unavailable joinempty",
        CallOutcome.BUSY: "linebusy besetzt",
        CallOutcome.FAILED: "fail error congestion rejected",
    }
)

SYNC_OUTCOMES = {
    word: "succeeded" if value == "true" else "failed" for word, value in FLAGS.items()
} | _table(
    {
        SyncOutcome.SUCCEEDED: "success successful ok up done completed complete synced created updated"
        " inserted 200 201 204",
        SyncOutcome.FAILED: "failure failurewithtask fail error errored down degraded rejected timeout"
        " unprocessed",
        SyncOutcome.PENDING: "queued waiting running inprogress scheduled retrying playing delayed",
        SyncOutcome.HALTED: "filtered skipped stopped paused held ignored excluded",
    }
)

REQUEST_STATUSES = _table(
    {
        RequestStatus.NEW: "created unassigned backlog neu",
        RequestStatus.IN_PROGRESS: "open opened active assigned started working inprogress todo reopened"
        " reopen offen inarbeit inbearbeitung",
        RequestStatus.WAITING_CLIENT: "pending waitingoncustomer waitingforcustomer waitingoncontact"
        " awaitingreply pendingreminder waitingforreply waitingonclient ausstehend"
        " wartenaufkunde",
        RequestStatus.WAITING_INTERNAL: "hold onhold waitingonthirdparty waitingonus waitingforsupport",
        RequestStatus.ROUTED: "escalated transferred",
        RequestStatus.VALIDATING: "inreview review testing intest",
        RequestStatus.RESOLVED: "solved done fixed completed gelöst erledigt fertig",
        RequestStatus.CLOSED: "close pendingclose archived geschlossen",
        RequestStatus.DECLINED: "wontdo wontfix rejected",
        RequestStatus.CANCELLED: "canceled deleted merged spam removed",
    }
)

PRIORITIES = _table(
    {
        Priority.P1: "1 urgent critical highest blocker servicedown sev1 veryhigh dringend kritisch",
        Priority.P2: "2 high major important sev2 3high hoch",
        Priority.P3: "3 normal medium default sev3 2normal mittel",
        Priority.P4: "4 low minor lowest trivial sev4 1low verylow niedrig",
    }
)

TYPES = _same(RequestType) | {
    "problem": RequestType.INCIDENT.value, "bug": RequestType.INCIDENT.value,
    "fehler": RequestType.INCIDENT.value, "störung": RequestType.INCIDENT.value,
    "outage": RequestType.INCIDENT.value,
    "featurerequest": RequestType.CUSTOM_DEVELOPMENT.value, "feature": RequestType.CUSTOM_DEVELOPMENT.value,
    "invoice": RequestType.BILLING.value, "report": RequestType.REPORTING_VIEW.value,
    "crm": RequestType.CRM_MAPPING.value, "ivr": RequestType.IVR_CHANGE.value,
}  # fmt: skip

LEVELS = _table({Level.HIGH: "1", Level.MEDIUM: "2 normal", Level.LOW: "3"})

ACCOUNT_STATUSES = FLAGS | _table(
    {
        AccountStatus.ACTIVE: "true yes customer live current open enabled",
        AccountStatus.INACTIVE: "false no churned closed former cancelled canceled disabled lost",
    }
)
ACCOUNT_STATUSES |= {
    word: AccountStatus.ACTIVE.value if value == "true" else AccountStatus.INACTIVE.value
    for word, value in FLAGS.items()
}

TIERS = _table(
    {
        Tier.TOP: "enterprise gold platinum a 1 key keyaccount strategic",
        Tier.STANDARD: "midmarket silver b 2 medium",
        Tier.SMALL: "smb bronze c 3 selfserve",
    }
)

REVIEW_KINDS = _table(
    {
        ReviewKind.KICKOFF: "kickoff onboarding kickoffcall kickoffmeeting",
        ReviewKind.CHECK_IN: "monthly monthlycheckin checkincall followup",
        ReviewKind.QBR: "quarterly quarterlybusinessreview quarterlyreview businessreview",
        ReviewKind.TRAINING: "refresher webinar workshop",
        ReviewKind.STAND_UP: "daily",
        ReviewKind.AD_HOC: "meeting call other",
    }
)

REVIEW_STATUSES = _table(
    {
        ReviewStatus.PLANNED: "scheduled confirmed tentative upcoming open",
        ReviewStatus.HELD: "done completed complete tookplace attended",
        ReviewStatus.MISSED: "noshow",
        ReviewStatus.CANCELLED: "canceled declined",
    }
)
