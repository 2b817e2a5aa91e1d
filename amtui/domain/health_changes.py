"""Changes to what is kept of accounts' health."""

from dataclasses import dataclass

from amtui.domain.change import Change


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordHealth(Change):
    """Keep today's health of accounts, each on its local day, in place of an earlier record of it."""

    account_ids: tuple[int, ...]
