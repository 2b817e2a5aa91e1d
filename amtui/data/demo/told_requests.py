"""The requests that belong to a story."""

from collections.abc import Callable

from amtui.data.demo.case import Ask, Case
from amtui.data.demo.moments import HOUR, MINUTE, at
from amtui.data.demo.ruler import BUSINESS_DAY
from amtui.data.demo.stories import BROKE_DAYS_AGO, FIXED_DAYS_AGO, MAPPING_ERROR, SUPPORT_TICKET, Story
from amtui.data.demo.world import Client, World
from amtui.data.types import from_micros
from amtui.domain.vocabulary import Level, RequestStatus, RequestType

_S, _T = RequestStatus, RequestType
_H, _M, _L = Level.HIGH, Level.MEDIUM, Level.LOW
Tell = Callable[[Case], None]
"""Takes the steps of a story's request."""


def _tracked_p1(case: Case) -> None:
    case.ticket = SUPPORT_TICKET
    case.evidence = "Call ids 7f3a-0192, 7f3a-0193, 7f3a-0201: 503 from the carrier"
    case.reply(
        case.start + 8 * MINUTE, f"Support works on it under {SUPPORT_TICKET}; I stay on it and report."
    )
    case.move(case.start + 9 * MINUTE, _S.ROUTED, f"Handed to Support as {SUPPORT_TICKET}.")
    case.remark(
        case.start + 25 * MINUTE, "Support sees errors from one carrier; a second route is being set up."
    )


def _broken_mapping(case: Case) -> None:
    fixed = case.ruler.position(at(_today(case) - FIXED_DAYS_AGO, 8 * 60 + 30, case.client.zone)) + HOUR
    case.reply(case.start + 20 * MINUTE, "I see the failures too; I am comparing the field lists.")
    case.move(case.start + 25 * MINUTE, _S.IN_PROGRESS)
    case.remark(case.start + 2 * HOUR, f"All failed attempts say: {MAPPING_ERROR}")
    case.reply(case.start + 3 * HOUR, "Your CRM admin renamed the owner field. May we map the new one?")
    case.move(case.start + 3 * HOUR + MINUTE, _S.WAITING_CLIENT)
    case.remark(fixed - 4 * HOUR, "Yes, please; approved by our CRM admin.", by_client=True)
    case.move(fixed - 3 * HOUR, _S.IN_PROGRESS)
    case.move(fixed - HOUR, _S.VALIDATING, "New mapping live; failed records are sent again.")
    case.move(fixed, _S.RESOLVED, "All records went through on the second attempt.")
    case.move(fixed + 5 * BUSINESS_DAY, _S.CLOSED)


def _reopened(case: Case) -> None:
    case.reply(case.start + 40 * MINUTE, "I am sorry. I have the call list and will call each of them today.")
    case.move(case.start + 45 * MINUTE, _S.IN_PROGRESS)
    case.move(
        case.start + 20 * HOUR, _S.RESOLVED, "Everybody was called back; callback workflow switched on."
    )
    case.move(case.limit - 3 * HOUR, _S.IN_PROGRESS, "It happened again: two callers were not called back.")


def _worked_on(case: Case) -> None:
    case.reply(case.start + HOUR, "Thank you. I will look at the figures and call you.")
    case.move(case.start + HOUR + 5 * MINUTE, _S.IN_PROGRESS)


def _waiting(case: Case) -> None:
    _worked_on(case)
    case.reply(case.start + 3 * HOUR, "Which of the two numbers do you mean?")
    case.move(case.start + 3 * HOUR + MINUTE, _S.WAITING_CLIENT)


def _today(case: Case) -> int:
    return from_micros(case.now).astimezone(case.ruler.calendar.tz).toordinal()


def _ask(kind: RequestType, levels: tuple[Level, Level], subject: str, description: str) -> Ask:
    return Ask(kind, *levels, subject, description)


ASKS: tuple[tuple[Story, Ask, int, Tell], ...] = (
    (
        Story.TRACKED_P1,
        _ask(
            _T.INCIDENT,
            (_H, _H),
            "No inbound calls reach the main number",
            "Callers hear silence since a few minutes. Outbound calls work.",
        ),
        50 * MINUTE,
        _tracked_p1,
    ),
    (
        Story.REOPENED,
        _ask(
            _T.COMPLAINT,
            (_M, _H),
            "Callers are promised a callback and nobody calls",
            "Three clients told us this week that nobody called them back.",
        ),
        6 * BUSINESS_DAY,
        _reopened,
    ),
    (
        Story.MONDAY_PILE_UP,
        _ask(
            _T.QUEUE_STAFFING,
            (_M, _M),
            "Mondays are impossible in the service desk queue",
            "Between nine and ten callers give up. Can we see how many?",
        ),
        2 * BUSINESS_DAY,
        _worked_on,
    ),
    (
        Story.REGRESSED,
        _ask(
            _T.INSIGHT_REVIEW,
            (_M, _M),
            "Why do callers wait longer since last week?",
            "It had become so good. What has changed?",
        ),
        BUSINESS_DAY,
        _worked_on,
    ),
    (
        Story.REACTIVE,
        _ask(
            _T.REPORTING_VIEW,
            (_M, _L),
            "Any news? This is the third time that we ask",
            "We would like to hear from you before we have to call.",
        ),
        2 * BUSINESS_DAY,
        _waiting,
    ),
    (
        Story.JAPANESE,
        _ask(
            _T.CALL_FLOW,
            (_M, _L),
            "着信の振り分けを変更したい",
            "本社の代表番号への着信を、午後は大阪支店に転送してください。",
        ),
        3 * BUSINESS_DAY,
        _waiting,
    ),
    (
        Story.ARABIC,
        _ask(
            _T.IVR_CHANGE,
            (_L, _M),
            "تعديل قائمة الرد الآلي",
            "نرجو إضافة خيار جديد لخدمة العملاء باللغة العربية.",
        ),
        2 * BUSINESS_DAY,
        _worked_on,
    ),
    (
        Story.BRACKETS,
        _ask(
            _T.IVR_CHANGE,
            (_L, _L),
            "Greeting says [b]closed[/b] [link=x] instead of [/open]",
            "The text that we sent had brackets in it: [red]closed[/red]. Please read it as it is written.",
        ),
        4 * BUSINESS_DAY,
        _worked_on,
    ),
)
"""Story, what is asked, how much business time ago, and what became of it."""

MAPPING = _ask(
    _T.CRM_MAPPING,
    (_H, _M),
    "Contacts are no longer synchronised since yesterday",
    f"About a third of the records fail. The error is: {MAPPING_ERROR}",
)


def told_cases(world: World) -> list[Case]:
    """Return the requests of the stories that there are accounts for."""
    by_story = {client.story: client for client in world.clients if client.story}
    found = []
    for story, ask, ago, tell in ASKS:
        if story in by_story:
            client = by_story[story]
            ruler = world.ruler(client)
            created = ruler.moment(ruler.position(world.anchor.micros) - ago)
            found.append(_told(client, world, ask, created, tell))
    if Story.BROKEN_MAPPING in by_story:
        client = by_story[Story.BROKEN_MAPPING]
        created = at(world.today(client) - BROKE_DAYS_AGO + 1, 9 * 60 + 12, client.zone)
        found.append(_told(client, world, MAPPING, created, _broken_mapping))
    return found


def _told(client: Client, world: World, ask: Ask, created: int, tell: Tell) -> Case:
    who = client.am or world.team.manager
    case = Case(client, who, client.contacts[0], ask, created, world.ruler(client), world.anchor.micros)
    tell(case)
    return case
