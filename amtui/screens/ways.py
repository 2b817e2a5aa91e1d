"""Ways from any screen to what lies above it, each loaded when it is first gone."""

from typing import TYPE_CHECKING

from amtui.screens.typed_ahead import TypedAheadApp
from amtui.widgets.text import Severity, notify

if TYPE_CHECKING:
    from amtui.domain.kpi_explained import Portion
    from amtui.domain.kpi_records import KpiFigure
    from amtui.domain.vocabulary import KpiKey
    from amtui.screens.base import BaseScreen


class WaysApp(TypedAheadApp):
    """An app that opens screens above the one shown.

    Attributes:
        insight_wish: the account and the KPI that Insights is to open with, if it is asked to.
    """

    insight_wish: "tuple[int, KpiKey | None] | None" = None

    def say(self, text: str, *, severity: Severity = "information") -> None:
        """Show a message for a moment; its text may come from outside."""
        notify(self, text, severity=severity)

    def go(self, mode: str) -> None:
        """Open one of the main screens, as it was left; from what lies above it, the screen itself."""
        if self.current_mode != mode:
            self.switch_mode(mode)
            return
        while len(self.screen_stack) > 1 and not getattr(self.screen, "asks_before_it_is_left", False):
            self.pop_screen()

    def open_account(self, account_id: int, at: str = "overview", kpi: str = "") -> None:
        """Open the screen of an account above the one shown, at one of its tabs and on one of its KPIs."""
        from amtui.screens.account import AccountScreen

        self.push_screen(AccountScreen(account_id, at, kpi))

    def explain(self, figure: "KpiFigure", part: "Portion | None" = None) -> None:
        """Open what a figure was made from above the screen shown, with the list of one segment or of all."""
        from amtui.screens.explain import ExplainScreen

        self.push_screen(ExplainScreen(figure, part))

    def look_into(self, account_id: int, kpi: "KpiKey | None" = None) -> None:
        """Open Insights on an account, with a KPI or with the one looked into last."""
        self.insight_wish = (account_id, kpi)
        self.switch_mode("insights")

    def open_health(self, account_id: int) -> None:
        """Open the health of an account above the screen shown."""
        from amtui.screens.health import HealthScreen

        self.push_screen(HealthScreen(account_id))

    def open_above(self, screen: "BaseScreen", name: str) -> None:
        """Open what the openers have under a name above a screen."""
        from amtui.screens.openers import OPENERS

        OPENERS[name](screen)

    def open_onboarding(self, account_id: int | None = None) -> None:
        """Open the accounts in onboarding, or the sheet of one, above the screen shown."""
        from amtui.screens.onboarding import OnboardingScreen
        from amtui.screens.onboarding_sheet import OnboardingSheetScreen

        self.push_screen(OnboardingScreen() if account_id is None else OnboardingSheetScreen(account_id))

    def open_request(self, request_id: int) -> None:
        """Open the screen of one request above the one shown."""
        from amtui.screens.request import RequestScreen

        self.push_screen(RequestScreen(request_id))

    def open_playbooks(self) -> None:
        """Open the playbooks above the screen shown."""
        from amtui.screens.playbooks import PlaybooksScreen

        self.push_screen(PlaybooksScreen())

    def open_import(self) -> None:
        """Open the screen that takes a file in above the one shown."""
        from amtui.screens.importing import ImportScreen

        self.push_screen(ImportScreen())

    def open_review(self, review_id: int) -> None:
        """Open the screen of one review above the one shown."""
        from amtui.screens.review import ReviewScreen

        self.push_screen(ReviewScreen(review_id))

    def log_contact(self, screen: "BaseScreen") -> None:
        """Log a contact with the account that a screen is about."""
        from amtui.screens.account_ref import account_of
        from amtui.screens.contact_actions import ContactActions

        ContactActions(screen).log(account_of(screen))

    def open_contacts(self, screen: "BaseScreen") -> None:
        """Open the contacts with the account that a screen is about."""
        from amtui.screens.account_ref import account_of
        from amtui.screens.contacts import ContactsScreen

        if (account := account_of(screen)) is None:
            self.say("There is no account here; move to a row of one.", severity="warning")
        elif screen.name_ != ContactsScreen.name_:
            self.push_screen(ContactsScreen(account))
