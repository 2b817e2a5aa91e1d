"""Accounts and what belongs to each: people, agreements, set-up, improvements, contacts with them."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
)

from amtui.data.models.base import book, metadata, own_id, stamped, versioned
from amtui.data.types import Amount, BigId, Day, Instant, Json, Plain, Words, among
from amtui.domain.onboarding import ApprovalState
from amtui.domain.vocabulary import (
    AccountStatus,
    BillingState,
    Channel,
    InteractionDirection,
    Tier,
)

accounts = Table(
    "accounts",
    metadata,
    own_id(),
    Column("name", Plain, nullable=False),
    Column("name_key", Plain, nullable=False),
    Column("am_id", BigId, ForeignKey("users.id"), nullable=False),
    Column("plan", Plain, nullable=False),
    Column("tier", Words(Tier), nullable=False),
    Column("currency", Text, nullable=False),
    Column("monthly_value", Amount),
    Column("zone", Text, nullable=False),
    Column("calendar_id", BigId, ForeignKey("calendars.id")),
    Column("parent_id", BigId, ForeignKey("accounts.id"), index=True),
    Column("status", Words(AccountStatus), nullable=False),
    Column("status_reason", Text),
    Column("billing", Words(BillingState), nullable=False),
    Column("kickoff_requested_at", Instant),
    Column("kickoff_due_on", Day),
    Column("kickoff_due_reason", Text),
    Column("go_live_on", Day),
    Column("custom", Json),
    *stamped(),
    *versioned(),
    UniqueConstraint("name_key", info={"says": "an account of this name exists"}),
    UniqueConstraint("id", "am_id"),
    CheckConstraint(
        "parent_id <> id", name="not_own_parent", info={"says": "an account is not its own parent"}
    ),
    CheckConstraint(
        "length(currency) = 3", name="currency_iso", info={"says": "a currency has three letters"}
    ),
    CheckConstraint("monthly_value >= 0", name="value_positive", info={"says": "a value is not negative"}),
    among("tier", Tier),
    among("status", AccountStatus),
    among("billing", BillingState),
    Index("ix_accounts_am_name", "am_id", "name_key", "id"),
)

account_domains = Table(
    "account_domains",
    metadata,
    own_id(),
    *book(),
    Column("domain", Plain, nullable=False),
    UniqueConstraint("domain", info={"says": "this domain name belongs to another account"}),
    Index("ix_account_domains_account", "account_id", "am_id"),
)

contacts = Table(
    "contacts",
    metadata,
    own_id(),
    *book(),
    Column("name", Plain, nullable=False),
    Column("email", Plain),
    Column("email_key", Plain),
    Column("phone", Text),
    Column("job", Text),
    Column("is_admin", Boolean, nullable=False),
    Column("is_approved", Boolean, nullable=False),
    Column("is_champion", Boolean, nullable=False),
    *stamped(),
    *versioned(),
    UniqueConstraint("account_id", "email_key", info={"says": "a contact with this email address exists"}),
    Index("ix_contacts_account", "account_id", "am_id"),
)

agreements = Table(
    "agreements",
    metadata,
    own_id(),
    *book(),
    Column("starts_on", Day, nullable=False),
    Column("ends_on", Day, nullable=False),
    Column("notice_days", Integer, nullable=False),
    Column("value", Amount),
    Column("currency", Text, nullable=False),
    Column("obligations", Text),
    CheckConstraint(
        "starts_on <= ends_on", name="in_order", info={"says": "an agreement ends before it starts"}
    ),
    CheckConstraint(
        "notice_days >= 0", name="notice_positive", info={"says": "a notice period is not negative"}
    ),
    Index("ix_agreements_account_end", "account_id", "am_id", "ends_on"),
    Index("ix_agreements_am_end", "am_id", "ends_on"),
)

technical_context = Table(
    "technical_context",
    metadata,
    own_id(),
    *book(),
    Column("topic", Plain, nullable=False),
    Column("detail", Text, nullable=False),
    Column("approval", Text),
    Column("approval_state", Words(ApprovalState)),
    Column("decided_on", Day),
    *versioned(),
    UniqueConstraint("account_id", "topic", info={"says": "this topic is already described"}),
    Index("ix_technical_context_account", "account_id", "am_id"),
)

interactions = Table(
    "interactions",
    metadata,
    own_id(),
    *book(),
    Column("contact_id", BigId, ForeignKey("contacts.id")),
    Column("user_id", BigId, ForeignKey("users.id")),
    Column("at", Instant, nullable=False),
    Column("direction", Words(InteractionDirection), nullable=False),
    Column("channel", Words(Channel), nullable=False),
    Column("summary", Text, nullable=False),
    Column("completed", Boolean, nullable=False),
    *versioned(),
    among("direction", InteractionDirection),
    among("channel", Channel),
    Index("ix_interactions_account_at", "account_id", "am_id", "at"),
)
