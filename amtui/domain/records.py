"""What lists and detail views show: frozen values, never database rows; gathered from their modules."""

from amtui.domain.account_records import AccountDetail as AccountDetail
from amtui.domain.account_records import AccountRow as AccountRow
from amtui.domain.account_records import ContactRow as ContactRow
from amtui.domain.account_records import Criterion as Criterion
from amtui.domain.account_records import InteractionRow as InteractionRow
from amtui.domain.account_records import TechnicalContextRow as TechnicalContextRow
from amtui.domain.history_records import GoToHit as GoToHit
from amtui.domain.history_records import HistoryEntry as HistoryEntry
from amtui.domain.improvement_row import ImprovementRow as ImprovementRow
from amtui.domain.kpi_records import DayFigure as DayFigure
from amtui.domain.kpi_records import GoalRow as GoalRow
from amtui.domain.kpi_records import KpiFigure as KpiFigure
from amtui.domain.kpi_records import Window as Window
from amtui.domain.money_record import Money as Money
from amtui.domain.request_records import RequestDetail as RequestDetail
from amtui.domain.request_records import RequestRow as RequestRow
from amtui.domain.request_records import TimelineEntry as TimelineEntry
from amtui.domain.review_records import CadenceGapRow as CadenceGapRow
from amtui.domain.review_records import CalendarItem as CalendarItem
from amtui.domain.review_records import ReviewDetail as ReviewDetail
from amtui.domain.review_records import ReviewRow as ReviewRow
from amtui.domain.today_records import TodayCounts as TodayCounts
from amtui.domain.today_records import TodayRow as TodayRow
