"""What was asked for and what was made."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from amtui.domain.errors import UsageError

MOST_ACCOUNTS = 10_000
MOST_REQUESTS = 1_000_000
MOST_CALLS = 5_000_000
MOST_MANAGERS = 500


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much to make; no number of calls means about 120 days of modest traffic."""

    accounts: int
    requests: int
    calls: int | None
    ams: int

    def checked(self) -> "Sizes":
        """Return the sizes if they can be made.

        Raises:
            UsageError: naming the first that cannot.
        """
        rules = (
            ("accounts", self.accounts, 1, MOST_ACCOUNTS),
            ("requests", self.requests, 0, MOST_REQUESTS),
            ("calls", self.calls or 0, 0, MOST_CALLS),
            ("account managers", self.ams, 1, MOST_MANAGERS),
        )
        for what, wanted, least, most in rules:
            if not least <= wanted <= most:
                raise UsageError(f"a demo has {least:,} to {most:,} {what}, not {wanted:,}")
        return self


@dataclass(frozen=True, slots=True)
class Told:
    """A story that can be found on the screens: which, where, and what to look for."""

    story: str
    account_id: int
    account: str
    what: str


@dataclass(frozen=True, slots=True)
class DemoReport:
    """What a demo database holds.

    Attributes:
        seed: what it was made from.
        anchor: the present of the demo, UTC.
        opens_as: login of the account manager as whom it opens.
        rows: how many rows each table was given.
        stories: what there is to find in the book that it opens with.
    """

    seed: int
    anchor: datetime
    opens_as: str
    rows: Mapping[str, int]
    stories: tuple[Told, ...]
