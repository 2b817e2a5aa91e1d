"""How requests usually go: answered, worked on, asked back, handed on, resolved, sometimes declined."""

from random import Random

from amtui.data.demo import subjects
from amtui.data.demo.case import AMOUNTS, Case
from amtui.data.demo.chance import between, happens, pick
from amtui.data.demo.moments import HOUR, MINUTE
from amtui.domain.vocabulary import Priority, RequestStatus, RequestType, Route

RESPOND_SHARES = (8, 15, 20, 30, 35, 45, 55, 70, 85, 140)
"""Per cent of the agreed time that the first answer takes; more than 100 is late."""
RESOLVE_SHARES = (15, 25, 35, 45, 55, 65, 75, 85, 92, 96, 98, 130)
HOLD_HOURS = (3, 6, 10, 24, 40, 64)
CLOSE_HOURS = (8, 12, 16, 24, 40)
HANDED_ON = frozenset({Route.SUPPORT, Route.BILLING, Route.CLIENT_APPROVAL, Route.ENGINEERING})
_S = RequestStatus


def live(case: Case, numbers: Random) -> None:
    """Take a request as far as time allows."""
    amounts = AMOUNTS[case.priority]
    if case.route in HANDED_ON:
        hand_on(case, numbers)
    answered = case.start + part(amounts.respond, pick(numbers, RESPOND_SHARES))
    end = max(case.start + part(amounts.resolve, pick(numbers, RESOLVE_SHARES)), answered + 20 * MINUTE)
    if not case.reply(answered, pick(numbers, subjects.FIRST_REPLIES)):
        return
    if case.route in HANDED_ON:
        _followed(case, numbers, answered, end)
    elif happens(numbers, 3):
        case.move(end, _S.CANCELLED, pick(numbers, subjects.CANCELLATIONS))
    else:
        _worked_on(case, numbers, answered, end)


def part(amount: int, percent: int) -> int:
    """Return a part of a business time, in whole minutes."""
    return amount * percent // (100 * MINUTE) * MINUTE


def hand_on(case: Case, numbers: Random) -> None:
    """Give a request the ticket under which somebody outside works on it."""
    prefix = subjects.OWNERS[case.route][1]
    if case.priority is Priority.P1 or happens(numbers, 70):
        case.ticket = f"{prefix}-{between(numbers, 10_000, 99_999)}"


def finish(case: Case, numbers: Random, end: int) -> None:
    """Resolve a request and close it some days after; now and then the client is not content."""
    if not case.move(end, _S.RESOLVED, pick(numbers, subjects.RESOLUTIONS)):
        return
    closed = end + pick(numbers, CLOSE_HOURS) * HOUR
    if case.ask.kind is RequestType.COMPLAINT and happens(numbers, 25):
        case.move(end + 2 * HOUR, _S.IN_PROGRESS, pick(numbers, subjects.REOPENINGS))
        case.move(end + 7 * HOUR, _S.RESOLVED, pick(numbers, subjects.RESOLUTIONS))
        closed += 7 * HOUR
    case.move(closed, _S.CLOSED)


def _followed(case: Case, numbers: Random, answered: int, end: int) -> None:
    """Follow a request that others work on."""
    if case.ask.kind is RequestType.CUSTOM_DEVELOPMENT and happens(numbers, 60):
        case.move(end, _S.DECLINED, pick(numbers, subjects.DECLINES))
    elif case.move(answered + 5 * MINUTE, _S.ROUTED):
        case.remark((answered + end) // (2 * MINUTE) * MINUTE, pick(numbers, subjects.NOTES))
        finish(case, numbers, end)


def _worked_on(case: Case, numbers: Random, answered: int, end: int) -> None:
    """Work on a request, with a question to the client or to another team on the way."""
    case.move(answered + 5 * MINUTE, _S.IN_PROGRESS)
    work = end - answered
    halfway = answered + part(work, 50)
    if happens(numbers, 32):
        hold = pick(numbers, HOLD_HOURS) * HOUR
        _ask_back(case, numbers, halfway, hold)
        end += hold
    elif happens(numbers, 15):
        case.move(halfway, _S.WAITING_INTERNAL, "With the platform team.")
        case.move(answered + part(work, 80), _S.IN_PROGRESS)
    elif happens(numbers, 50):
        case.remark(halfway, pick(numbers, subjects.NOTES))
    if happens(numbers, 30):
        case.move(end - part(work, 10), _S.VALIDATING, "Test calls under way.")
    finish(case, numbers, end)


def _ask_back(case: Case, numbers: Random, asked: int, hold: int) -> None:
    if case.reply(asked, pick(numbers, subjects.QUESTIONS)):
        case.move(asked + MINUTE, _S.WAITING_CLIENT)
        case.remark(asked + hold, pick(numbers, subjects.ANSWERS), by_client=True)
        case.move(asked + MINUTE + hold, _S.IN_PROGRESS)
