"""What is on file about each client: the agreement, and the set-up that a change must know of."""

from collections.abc import Iterator
from datetime import date
from random import Random

from amtui.data.demo.bulk import Loader
from amtui.data.demo.chance import between, happens, pick, stream
from amtui.data.demo.world import Client, World
from amtui.data.models import agreements, kickoff_agenda, technical_context
from amtui.data.types import MONEY_SCALE
from amtui.domain.local_time import plus_months
from amtui.domain.onboarding import AgendaItem, ApprovalState

OBLIGATIONS = (
    "Monthly check-in; quarterly business review.",
    "Quarterly business review; 99.9 % availability.",
    "Named account manager; reports in the first week of each month.",
)
NOTICE_DAYS = (30, 60, 90, 90)
TOPICS = (
    (
        "PBX",
        (
            "SIP trunk with 30 channels, registration by IP",
            "Cloud PBX, 40 users",
            "On-premises PBX behind an SBC",
        ),
    ),
    ("Firewall", ("SIP ALG switched off; UDP 10000-20000 open to the media range", "Outbound TCP 443 only")),
    ("Numbers", ("Two geographic blocks of 100, ported", "One toll-free and one geographic number")),
    ("Opening hours", ("As on the website; closed on public holidays", "Late opening on Thursdays")),
    ("WhatsApp Business API", ("One verified sender, templates approved", "Waiting for the display name")),
)
CRM = (
    "CRM",
    ("Contacts and calls, both ways, every 15 minutes", "Calls are logged against the contact's account"),
)
STATES = {
    "approved": ApprovalState.APPROVED,
    "waiting for the client's security team": ApprovalState.ASKED,
    None: ApprovalState.NOT_NEEDED,
}
APPROVALS = ("approved", "approved", "waiting for the client's security team", None)
SAID = {
    AgendaItem.USE_CASES: "Reception and service desk; call-backs within the hour",
    AgendaItem.NUMBERS: "Two blocks, ported last year",
    AgendaItem.CURRENT_IVR: "Four options, the third is hardly used",
    AgendaItem.KPIS: "Missed calls and first response",
    AgendaItem.GO_LIVE: "Live already; changes only after office hours",
}


def add_dossiers(loader: Loader, world: World) -> None:
    """Insert agreements and technical context."""
    numbers = stream(world.seed, "dossiers")
    loader.add(
        agreements,
        "account_id am_id starts_on ends_on notice_days value currency obligations",
        [_agreement(each, world, numbers) for each in world.clients if each.active],
    )
    loader.add(
        technical_context,
        "account_id am_id topic detail approval approval_state",
        (row for each in world.clients for row in _context(each, numbers)),
    )
    loader.add(
        kickoff_agenda,
        "account_id am_id item done note created_at updated_at version",
        (row for each in world.clients if each.joins_late for row in _agenda(each, world, numbers)),
    )


def _agenda(client: Client, world: World, numbers: Random) -> Iterator[tuple[object, ...]]:
    """Yield what was talked about at a kickoff of a few weeks ago; now and then a point was left."""
    for item, note in SAID.items():
        done = happens(numbers, 85)
        moment = world.anchor.ago(world.today(client) - (client.kickoff or 0))
        yield client.id, client.am_id, item.value, int(done), note if done else "", moment, moment, 1


def _agreement(client: Client, world: World, numbers: Random) -> tuple[object, ...]:
    """Return an agreement that ends some time in the next fourteen months."""
    ends = date.fromordinal(world.today(client) + between(numbers, 12, 420))
    value = between(numbers, 3, 60) * 1000 * MONEY_SCALE
    return (
        client.id,
        client.am_id,
        plus_months(ends, -12 * between(numbers, 1, 3)).toordinal(),
        ends.toordinal(),
        pick(numbers, NOTICE_DAYS),
        value,
        client.place.currency,
        pick(numbers, OBLIGATIONS),
    )


def _context(client: Client, numbers: Random) -> Iterator[tuple[object, ...]]:
    chosen = [topic for topic in TOPICS if happens(numbers, 45)] + [CRM] * client.has_crm
    for topic, details in chosen:
        detail, approval = pick(numbers, details), pick(numbers, APPROVALS)
        yield client.id, client.am_id, topic, detail, approval, STATES[approval].value
