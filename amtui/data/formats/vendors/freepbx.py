"""FreePBX's CDR report: Asterisk's records with a header, in local time, without the time of answer."""

from amtui.data.formats.fields import FieldSpec, Kind, Layout, Parser
from amtui.data.formats.frame import Column, Frame
from amtui.data.formats.kinds.calls import OUTPUT, tell_sides
from amtui.data.formats.vendors.asterisk import DISPOSITIONS, agents, ids, outcomes, queues, tell_of_queues
from amtui.data.formats.vendors.parties import is_extension
from amtui.data.formats.vendors.vendor import by_header, each
from amtui.domain.vocabulary import CallDirection, CallOutcome

_GROUPS = frozenset({"extgroup", "extqueues"})
_MAILBOXES = ("vmu", "vmb", "vms", "vmi")
_TEXTS = (
    "src", "dst", "dcontext", "channel", "dstchannel", "lastapp", "lastdata", "uniqueid", "did",
    "outbound_cnum", "dst_cnam", "linkedid", "sequence",
)  # fmt: skip
_LIMITS = {100: "CDR reports of FreePBX, unless their result limit is raised,"}

_FIELDS = (
    FieldSpec("started_at", Parser.INSTANT, ("calldate",), required=True, means="when the call began"),
    FieldSpec("disposition", Parser.WORD, required=True, words=DISPOSITIONS),
    FieldSpec("duration", Parser.DURATION),
    FieldSpec("talk_seconds", Parser.DURATION, ("billsec",)),
    *(FieldSpec(name) for name in _TEXTS),
)


def finish(frame: Frame) -> None:
    """Tell a person's answer from a machine's, as in Asterisk's own log.

    The wait is what the call lasted before it was charged. Behind a queue, and where the caller gave up
    after a machine had answered, that is not known: the charge began with the machine. All steps of one
    call share `linkedid`.
    """
    columns = frame.columns
    applications = [(text or "").casefold() for text in frame.column("lastapp")]
    columns["outcome"] = _with_mailboxes(frame, outcomes(frame, applications))
    tell_of_queues(frame, applications)
    columns["wait_seconds"] = _waits(frame, applications)
    columns["direction"] = list(
        map(_direction, frame.column("did"), frame.column("outbound_cnum"), frame.column("src"),
            frame.column("dst"))
    )  # fmt: skip
    tell_sides(frame, frame.column("src"), _called(frame))
    columns["agent"] = agents(frame)
    columns["queue"] = _queues(frame, queues(frame, applications))
    columns["external_id"] = ids(frame)
    columns["linked_id"] = [
        linked or own for linked, own in zip(frame.column("linkedid"), frame.column("uniqueid"), strict=True)
    ]


def _with_mailboxes(frame: Frame, found: Column) -> Column:
    """A call sent to a mailbox was answered by the machine, whatever application ended it."""
    answered = {CallOutcome.ANSWERED.value, CallOutcome.IVR_ABANDONED.value}
    return [
        CallOutcome.VOICEMAIL.value if outcome in answered and (dst or "").startswith(_MAILBOXES) else outcome
        for outcome, dst in zip(found, frame.column("dst"), strict=True)
    ]


def _waits(frame: Frame, applications: Column) -> Column:
    parts = zip(
        frame.column("outcome"), frame.column("duration"), frame.column("talk_seconds"), applications,
        strict=True,
    )  # fmt: skip
    answered, abandoned = CallOutcome.ANSWERED.value, CallOutcome.ABANDONED.value
    return [
        None
        if duration is None
        or outcome == abandoned
        or (outcome == answered and (talk is None or application == "queue"))
        else max(duration - (talk or 0), 0)
        for outcome, duration, talk, application in parts
    ]


def _called(frame: Frame) -> Column:
    return [did or dst for did, dst in zip(frame.column("did"), frame.column("dst"), strict=True)]


def _direction(did: str | None, shown: str | None, caller: str | None, called: str | None) -> str:
    if did or not is_extension(caller):
        return CallDirection.INBOUND.value
    outside = shown or not (is_extension(called) or not (called or "").isdigit())
    return (CallDirection.OUTBOUND if outside else CallDirection.INTERNAL).value


def _queues(frame: Frame, found: Column) -> Column:
    contexts = frame.column("dcontext")
    return [
        queue or (dst if (context or "").replace("-", "") in _GROUPS else None)
        for queue, context, dst in zip(found, contexts, frame.column("dst"), strict=True)
    ]


LAYOUT = Layout(Kind.CALLS, "freepbx", _FIELDS, OUTPUT, finish, primary="started_at", limits=_LIMITS)
VENDOR = by_header(LAYOUT, *each("calldate", "dcontext", "lastapp", "disposition", "billsec", "uniqueid"))
