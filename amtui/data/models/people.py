"""Users, their leave, and the views that they saved."""

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Integer, Table, Text, UniqueConstraint

from amtui.data.models.base import metadata, own_id, stamped, versioned
from amtui.data.models.guards import Guard, guarded
from amtui.data.types import BigId, Day, Plain, Words, among
from amtui.domain.vocabulary import Role

users = Table(
    "users",
    metadata,
    own_id(),
    Column("login", Plain, nullable=False),
    Column("name", Plain, nullable=False),
    Column("employee_id", Plain),
    Column("email", Plain),
    Column("phone", Text),
    Column("mobile", Text),
    Column("role", Words(Role), nullable=False),
    Column("zone", Text, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("manager_id", BigId, ForeignKey("users.id")),
    *stamped(),
    *versioned(),
    UniqueConstraint("login", info={"says": "this login is taken"}),
    UniqueConstraint("employee_id", info={"says": "this employee id is taken"}),
    UniqueConstraint("email", info={"says": "this email address is taken"}),
    CheckConstraint(
        "manager_id <> id", name="not_own_manager", info={"says": "nobody reports to themselves"}
    ),
    among("role", Role),
    info=guarded(Guard.OFFICE),
)

leaves = Table(
    "leaves",
    metadata,
    own_id(),
    Column("user_id", BigId, ForeignKey("users.id"), nullable=False, index=True),
    Column("cover_id", BigId, ForeignKey("users.id"), nullable=False, index=True),
    Column("first", Day, nullable=False),
    Column("last", Day, nullable=False),
    Column("note", Text),
    Column("version", Integer, nullable=False, default=1, server_default="1"),
    CheckConstraint("first <= last", name="in_order", info={"says": "a leave ends before it starts"}),
    CheckConstraint("user_id <> cover_id", name="other_cover", info={"says": "nobody covers themselves"}),
    info=guarded(Guard.ABSENCE),
)

saved_views = Table(
    "saved_views",
    metadata,
    own_id(),
    Column("user_id", BigId, ForeignKey("users.id"), nullable=False),
    Column("screen", Text, nullable=False),
    Column("name", Plain, nullable=False),
    Column("filter", Text, nullable=False),
    Column("sort", Text, nullable=False),
    UniqueConstraint("user_id", "screen", "name", info={"says": "a view of this name exists"}),
    info=guarded(Guard.OWN),
)
