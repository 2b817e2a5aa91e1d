"""The stories that the demo tells in the book that it opens with: which account lives through what."""

from dataclasses import dataclass
from enum import StrEnum


class Story(StrEnum):
    """What an account manager would recognise."""

    MONDAY_PILE_UP = "monday_pile_up"
    BROKEN_MAPPING = "broken_mapping"
    SUSTAINED = "sustained"
    REGRESSED = "regressed"
    KICKOFF_AT_RISK = "kickoff_at_risk"
    TRACKED_P1 = "tracked_p1"
    SILENT = "silent"
    REACTIVE = "reactive"
    REOPENED = "reopened"
    JAPANESE = "japanese_names"
    ARABIC = "arabic_names"
    LONG = "very_long_names"
    BRACKETS = "names_with_brackets"


@dataclass(frozen=True, slots=True)
class Tale:
    """One account with its story.

    Attributes:
        account: its name.
        place: code of the country it is in.
        domain: of its email addresses.
        contact: its first contact's name, where the story needs a certain one.
        what: what to look for, in words.
    """

    story: Story
    account: str
    place: str
    domain: str
    what: str
    contact: str = ""


HOT_QUEUE = "Service desk"
"""The queue in which calls pile up."""
HOT_HOUR = 9
SUPPORT_TICKET = "SUP-48213"
MAPPING_ERROR = "Field mapping: “Account_Owner__c” no longer exists in the CRM"
BROKE_DAYS_AGO, FIXED_DAYS_AGO = 40, 26
SILENT_DAYS = 63
REGRESSED_DAYS_AGO = 6
IMPROVED_DAYS_AGO = 75
"""When the improvements took hold."""

LONG_NAME = (
    "Vereinigte Rheinisch-Westfälische Kraftwagen-, Gabelstapler- und Nutzfahrzeughandels-, Miet- und "
    "Servicegesellschaft der Gebrüder Oberhausen-Sterkrade mbH & Co. KG auf Aktien"
)
LONG_CONTACT = (
    "Prof. Dr.-Ing. Maximiliane Friederike Sophie-Charlotte von Hohenlohe-Waldenburg-Schillingsfürst"
)

TALES: tuple[Tale, ...] = (
    Tale(
        Story.MONDAY_PILE_UP,
        "Brightwater Dental Group",
        "US",
        "brightwater.example",
        "missed calls pile up on Mondays between 9 and 10 in the queue “Service desk”",
    ),
    Tale(
        Story.BROKEN_MAPPING,
        "Kestrel Logistics GmbH",
        "DE",
        "kestrel.example",
        "the CRM mapping broke 40 days ago, was fixed 26 days ago, and sync success is back",
    ),
    Tale(
        Story.SUSTAINED,
        "Marlowe & Finch Solicitors",
        "GB",
        "marlowe-finch.example",
        "the missed-call rate meets its target of 5 % and has been held for weeks",
    ),
    Tale(
        Story.REGRESSED,
        "Tidewater Travel",
        "US",
        "tidewater.example",
        "the first response met its target of 30 s for weeks and lost it again six days ago",
    ),
    Tale(
        Story.KICKOFF_AT_RISK,
        "Lumen Optik AG",
        "DE",
        "lumen-optik.example",
        "the kickoff is due by the fifth business day and nothing is planned",
    ),
    Tale(
        Story.TRACKED_P1,
        "Northwind Freight",
        "GB",
        "northwind-freight.example",
        f"a P1 is tracked with the Support ticket {SUPPORT_TICKET}",
    ),
    Tale(
        Story.SILENT,
        "Oakhurst Property Management",
        "US",
        "oakhurst.example",
        "nobody has spoken to this account for two months; two attempts went unanswered",
    ),
    Tale(
        Story.REACTIVE,
        "Pinnacle Fitness Clubs",
        "NL",
        "pinnacle.example",
        "it is always the client who calls first",
    ),
    Tale(
        Story.REOPENED,
        "Hollis Insurance Brokers",
        "GB",
        "hollis.example",
        "a complaint was resolved and then reopened",
    ),
    Tale(
        Story.JAPANESE,
        "株式会社さくら通信販売",
        "JP",
        "sakura-tsuhan.example",
        "names in Japanese",
        "山田 花子",
    ),
    Tale(
        Story.ARABIC,
        "شركة النخيل للتجارة والخدمات",
        "FR",
        "alnakheel.example",
        "names in Arabic",
        "أحمد المنصوري",
    ),
    Tale(Story.LONG, LONG_NAME, "DE", "oberhausen-nutzfahrzeuge.example", "a very long name", LONG_CONTACT),
    Tale(
        Story.BRACKETS,
        "[red]Bracket & Sons[/red]",
        "US",
        "bracket-sons.example",
        "names with brackets, which are shown as they are",
        "[bold]Robert[/bold] O'Brien",
    ),
)
"""In the order of the accounts' ids."""
