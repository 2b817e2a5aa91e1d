"""Where the rows of the Today list come from: one function for each source, in modules beside this one."""

from amtui.data.queries.today_accounts import account_candidates
from amtui.data.queries.today_actions import action_candidates
from amtui.data.queries.today_clients import unanswered_candidates
from amtui.data.queries.today_common import TodaySource
from amtui.data.queries.today_milestones import milestone_candidates
from amtui.data.queries.today_requests import request_candidates
from amtui.data.queries.today_reviews import kickoff_candidates, review_candidates
from amtui.data.queries.today_satisfaction import low_candidates
from amtui.data.queries.today_tasks import task_candidates

SOURCES: tuple[TodaySource, ...] = (
    request_candidates,
    unanswered_candidates,
    low_candidates,
    review_candidates,
    kickoff_candidates,
    action_candidates,
    account_candidates,
    task_candidates,
    milestone_candidates,
)
"""All of them; one more source is one more module, and its function here."""
