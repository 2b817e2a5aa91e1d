"""Names of companies, all different, and of people."""

import re
import unicodedata
from collections.abc import Sequence
from random import Random

from amtui.data.demo.chance import below, pick
from amtui.data.demo.places import Place

FIRST = tuple(
    "Alder Amber Anchor Arbor Atlas Aurora Beacon Birch Bramble Cedar Cobalt Copper Coral Crown "
    "Delta Eagle Eastgate Elm Ember Evergreen Falcon Fern Fjord Flint Gable Garnet Granite Harbor Hawthorn "
    "Hazel Heron Highland Hollow Indigo Ivory Jade Juniper Kingfisher Lakeside Lark Laurel Linden Lotus "
    "Magnolia Maple Marble Meadow Mercury Meridian Moss Nova Oak Olive Onyx Opal Orchard Osprey "
    "Pearl Pine Plover Poplar Quartz Raven Redwood River Rowan Saffron Sage Sierra Silver Slate Solstice "
    "Sparrow Stone Summit Swift Thistle Timber Topaz Union Vector Vega Violet Walnut Willow Zenith".split()
)
SECOND = tuple(
    "Analytics Automotive Bakery Books Brewing Care Catering Ceramics Chemicals Clinics Cloud Components "
    "Consulting Couriers Dental Diagnostics Electric Energy Engineering Events Farms Fashion Finance Foods "
    "Forwarding Furniture Gardens Glass Hardware Health Homes Hospitality Hotels Imaging Instruments "
    "Insurance Interiors Kitchens Labs Legal Lighting Logistics Machinery Marine Media Medical Metals Motors "
    "Networks Optics Outdoor Packaging Paints Pharma Plastics Press Property Realty Recruiting Retail "
    "Robotics Security Shipping Software Solar Sports Steel Studios Supplies Systems Tea Textiles Tools "
    "Toys Trading Travel Utilities Veterinary Ventures Water Wines Workwear".split()
)
PAIRS = len(FIRST) * len(SECOND)
STRIDE = 1_009
"""Prime to the number of pairs, so that stepping by it meets each pair once."""


class CompanyNames:
    """Pairs of words and a legal form; no name is given twice."""

    def __init__(self, numbers: Random, taken: Sequence[str]) -> None:
        self.start = below(numbers, PAIRS)
        self.steps = 0
        self.given = set(taken)

    def next(self, where: Place) -> str:
        """Return a fresh name for a company of a country; pairs that come again take another form."""
        while True:
            rounds, step = divmod(self.steps, PAIRS)
            first, second = divmod((self.start + step * STRIDE) % PAIRS, len(SECOND))
            form = where.forms[(first + second + rounds) % len(where.forms)]
            self.steps += 1
            name = f"{FIRST[first]} {SECOND[second]} {form}"
            if name not in self.given:
                self.given.add(name)
                return name


def person(numbers: Random, where: Place) -> str:
    """Return the name of somebody who lives there."""
    return f"{pick(numbers, where.first_names)} {pick(numbers, where.last_names)}"


def slug(name: str) -> str:
    """Return a name in lower-case Latin letters, digits and dashes; empty if nothing of it is Latin."""
    plain = unicodedata.normalize("NFKD", name.replace("ß", "ss").replace("ı", "i"))
    return re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode().lower()).strip("-")
