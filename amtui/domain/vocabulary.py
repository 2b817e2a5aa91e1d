"""The closed sets of words that the domain uses; their values are what is stored and printed."""

from enum import StrEnum

from amtui.domain.kpi_key import KpiKey as KpiKey


class Role(StrEnum):
    """What a user may do: fixed, never custom."""

    ADMIN = "admin"
    MANAGER = "manager"
    AM = "am"


class AccountStatus(StrEnum):
    """Only active accounts take new work."""

    ACTIVE = "active"
    INACTIVE = "inactive"


class BillingState(StrEnum):
    """How the account stands with billing; up to date is a gate of the kickoff."""

    UP_TO_DATE = "up_to_date"
    OVERDUE = "overdue"
    BLOCKED = "blocked"


class Tier(StrEnum):
    """The account's segment; the top tier counts as important in triage."""

    TOP = "top"
    STANDARD = "standard"
    SMALL = "small"


class Unit(StrEnum):
    """What a value is measured in; the word that is printed in output."""

    FRACTION = "fraction"
    SECONDS = "seconds"
    BUSINESS_SECONDS = "business_seconds"
    NUMBER = "number"


class Statistic(StrEnum):
    """How one figure is made from many observations."""

    RATE = "rate"
    MEDIAN = "median"
    MEAN = "mean"
    P90 = "p90"


class Comparator(StrEnum):
    """How a value is held against its target."""

    AT_MOST = "<="
    BELOW = "<"
    AT_LEAST = ">="
    ABOVE = ">"


class KpiState(StrEnum):
    """Where a KPI stands against its goal."""

    MET = "met"
    SUSTAINED = "sustained"
    ON_TRACK = "on_track"
    OFF_TARGET = "off_target"
    REGRESSED = "regressed"
    PROVISIONAL = "provisional"
    NO_GOAL = "no_goal"
    NO_DATA = "no_data"


class CallDirection(StrEnum):
    """Who placed the call, seen from the client's phone system."""

    INBOUND = "inbound"
    OUTBOUND = "outbound"
    INTERNAL = "internal"


class CallOutcome(StrEnum):
    """How a call ended; all but `answered` count as missed when the call was offered."""

    ANSWERED = "answered"
    VOICEMAIL = "voicemail"
    NO_AGENT = "no_agent"
    NO_ANSWER = "no_answer"
    BUSY = "busy"
    FAILED = "failed"
    ABANDONED = "abandoned"
    IVR_ABANDONED = "ivr_abandoned"
    AFTER_HOURS = "after_hours"


class SyncOutcome(StrEnum):
    """The result of one attempt to synchronise one record."""

    SUCCEEDED = "succeeded"
    FAILED = "failed"
    PENDING = "pending"
    HALTED = "halted"


class RequestType(StrEnum):
    """What a client asks for; each type has a default route."""

    IVR_CHANGE = "ivr_change"
    CALL_FLOW = "call_flow"
    QUEUE_STAFFING = "queue_staffing"
    BUSINESS_HOURS = "business_hours"
    USER_SETUP = "user_setup"
    REPORTING_VIEW = "reporting_view"
    TRAINING = "training"
    INSIGHT_REVIEW = "insight_review"
    ROADMAP = "roadmap"
    CRM_MAPPING = "crm_mapping"
    INCIDENT = "incident"
    BILLING = "billing"
    ACCESS = "access"
    CUSTOM_DEVELOPMENT = "custom_development"
    COMPLAINT = "complaint"


class Level(StrEnum):
    """Impact or urgency of a request."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Priority(StrEnum):
    """P1 is a service that is down; sorts by its text."""

    P1 = "P1"
    P2 = "P2"
    P3 = "P3"
    P4 = "P4"


class RequestStatus(StrEnum):
    """Where a request stands; what its clock does is in `request_rules`."""

    NEW = "new"
    IN_PROGRESS = "in_progress"
    WAITING_CLIENT = "waiting_client"
    WAITING_INTERNAL = "waiting_internal"
    ROUTED = "routed"
    VALIDATING = "validating"
    RESOLVED = "resolved"
    CLOSED = "closed"
    DECLINED = "declined"
    CANCELLED = "cancelled"


class Route(StrEnum):
    """Who does the work that a request asks for."""

    AM = "am"
    AM_CRM_ADMIN = "am_crm_admin"
    AM_MANAGER = "am_manager"
    SUPPORT = "support"
    BILLING = "billing"
    CLIENT_APPROVAL = "client_approval"
    ENGINEERING = "engineering"


class SlaState(StrEnum):
    """Service-level state of a request; the first that matches, in this order."""

    BREACHED = "breached"
    PAUSED = "paused"
    AT_RISK = "at_risk"
    RESPONSE_DUE = "response_due"
    RESOLUTION_DUE = "resolution_due"
    MET = "met"


class ReviewKind(StrEnum):
    """What an appointment with a client is for."""

    KICKOFF = "kickoff"
    CHECK_IN = "check_in"
    QBR = "qbr"
    TRAINING = "training"
    STAND_UP = "stand_up"
    AD_HOC = "ad_hoc"


class ReviewStatus(StrEnum):
    """What became of an appointment."""

    PLANNED = "planned"
    HELD = "held"
    MISSED = "missed"
    CANCELLED = "cancelled"


class MeetingStatus(StrEnum):
    """What became of a meeting of the team."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class ImprovementStatus(StrEnum):
    """The life of an improvement action; validated and regressed are computed."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    IMPLEMENTED = "implemented"
    VALIDATED = "validated"
    REGRESSED = "regressed"
    DROPPED = "dropped"


class InteractionDirection(StrEnum):
    """Who started a contact; feeds the reactive ratio."""

    OUTREACH = "outreach"
    CLIENT = "client"


class Channel(StrEnum):
    """How a contact took place."""

    CALL = "call"
    EMAIL = "email"
    CHAT = "chat"
    MEETING = "meeting"


class HealthBand(StrEnum):
    """0-50 red, 51-75 amber, 76-100 green; below half coverage it is not judged."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    INSUFFICIENT = "insufficient_data"


class Source(StrEnum):
    """The kind of thing that a row of the Today list stands for."""

    REQUEST = "request"
    KPI = "kpi"
    REVIEW = "review"
    CADENCE_GAP = "cadence_gap"
    UNANSWERED = "unanswered"
    KICKOFF = "kickoff"
    LAST_TOUCH = "last_touch"
    REACTIVE = "reactive"
    UNASSIGNED = "unassigned"
    IMPROVEMENT = "improvement"
    TASK = "task"
    RENEWAL = "renewal"
    BILLING = "billing"
    INVOICE = "invoice"
    MILESTONE = "milestone"
    LOW_ANSWER = "low_answer"
