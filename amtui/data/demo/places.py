"""The countries that demo clients are in: zone, currency, what companies and people are called."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """One country.

    Attributes:
        zones: IANA names; the first is that of clients with a story.
        forms: what company names end in.
        phone: a pattern of numbers that are kept free for fiction.
    """

    code: str
    zones: tuple[str, ...]
    currency: str
    forms: tuple[str, ...]
    phone: str
    first_names: tuple[str, ...]
    last_names: tuple[str, ...]


PLACES = (
    Place(
        "DE",
        ("Europe/Berlin",),
        "EUR",
        ("GmbH", "AG", "GmbH & Co. KG", "KG"),
        "+49 30 23125 {:03}",
        tuple("Anna Lukas Miriam Jonas Katharina Felix Svenja Tobias Heike Matthias Leyla Jürgen".split()),
        tuple("Becker Hofmann Krüger Yılmaz Neumann Schäfer Vogt Lindner Brandt Weiß Öztürk Kaiser".split()),
    ),
    Place(
        "GB",
        ("Europe/London",),
        "GBP",
        ("Ltd", "plc", "LLP", "& Co."),
        "+44 20 7946 0{:03}",
        tuple("Olivia Harry Amelia George Priya Callum Zoe Oscar Imogen Rhys Aisha Duncan".split()),
        tuple("Whitaker Patel Hughes O'Connor Marsh Ellison Khan Davies Sinclair Bright Okafor Lowe".split()),
    ),
    Place(
        "US",
        ("America/New_York", "America/Chicago", "America/Los_Angeles"),
        "USD",
        ("Inc.", "LLC", "Group", "Partners"),
        "+1 202 555 0{:03}",
        tuple("Emily Marcus Sofia Jason Renee Carlos Tiffany Andre Megan Luis Hannah Derek".split()),
        tuple(
            "Sullivan Ramirez Nguyen Jackson Feldman Brooks Castillo Reyes Cole Murphy Ortiz Hayes".split()
        ),
    ),
    Place(
        "NL",
        ("Europe/Amsterdam",),
        "EUR",
        ("B.V.", "N.V.", "Groep"),
        "+31 20 794 0{:03}",
        tuple("Sanne Daan Lotte Bram Fleur Thijs Noor Sem Eva Ruben".split()),
        tuple("Jansen Bakker Visser Smit Meijer Mulder Dekker Vos Kuiper Postma".split()),
    ),
    Place(
        "FR",
        ("Europe/Paris",),
        "EUR",
        ("SARL", "SAS", "S.A."),
        "+33 1 99 00 {:03}",
        tuple("Camille Hugo Chloé Théo Léa Mathis Inès Antoine Zoé Gaëlle".split()),
        tuple("Lefèvre Moreau Fournier Girard Bonnet Mercier Chevalier Garnier Faure Noël".split()),
    ),
    Place(
        "SE",
        ("Europe/Stockholm",),
        "SEK",
        ("AB", "HB", "Gruppen AB"),
        "+46 8 465 004 {:03}",
        tuple("Elin Oskar Maja Viktor Ebba Nils Astrid Axel Saga Björn".split()),
        tuple("Lindqvist Åberg Sjöström Nyström Ekdahl Wallin Björk Hedlund Ström Öberg".split()),
    ),
    Place(
        "JP",
        ("Asia/Tokyo",),
        "JPY",
        ("K.K.", "Co., Ltd.", "Holdings"),
        "+81 3 5550 0{:03}",
        tuple("Haruka Kenji Yuki Takumi Aoi Satoshi Naoko Ryo Mika Daichi".split()),
        tuple("Tanaka Suzuki Watanabe Kobayashi Fujita Ishikawa Mori Ogawa Shimizu Nakano".split()),
    ),
)

BY_CODE = {place.code: place for place in PLACES}

USUAL = tuple(BY_CODE[code] for code in "DE DE DE GB GB GB US US US US NL FR SE JP".split())
"""The countries as often as clients are in them."""
