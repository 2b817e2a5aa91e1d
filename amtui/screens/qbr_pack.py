"""The pack of a quarterly business review, from the screen of an account or of a review."""

from datetime import date, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from amtui.domain.clock import local_day
from amtui.domain.review_records import ReviewDetail
from amtui.domain.vocabulary import ReviewStatus
from amtui.screens.account_ref import AccountRef, account_of
from amtui.screens.reports import MOST_LETTERS, Made, ask_form, hand_out

if TYPE_CHECKING:
    from amtui.app import AmtuiApp
    from amtui.screens.base import BaseScreen


def make_pack(screen: "BaseScreen") -> None:
    """Make the pack of the account that a screen is about."""
    if (account := account_of(screen)) is not None:
        screen.app.begin(_make(screen.app, account, _last_day(screen)))


def _last_day(screen: "BaseScreen") -> date | None:
    """Return the day before a review that was held, whose figures its pack shows; None for those of now."""
    detail = getattr(screen, "detail", None)
    if not isinstance(detail, ReviewDetail) or detail.row.status is not ReviewStatus.HELD:
        return None
    zone = ZoneInfo(detail.zone)
    last = local_day(detail.row.starts_at, zone) - timedelta(days=1)
    return last if last < local_day(screen.app.clock.now(), zone) else None


async def _make(app: "AmtuiApp", account: AccountRef, last: date | None) -> None:
    """Ask for the format and write the pack."""
    from amtui.data.queries.qbr import qbr_pack
    from amtui.domain.qbr_words import report

    form = await ask_form(app, f"QBR pack of {account.name}")
    if form is None or app.backend is None:
        return
    pack = await app.backend.ask(qbr_pack, account_id=account.id, last=last)
    file = f"qbr-{pack.account.name[:MOST_LETTERS]}-{pack.last}"
    await hand_out(app, form, Made(f"The QBR pack of {account.name}", file, lambda: report(pack)))
