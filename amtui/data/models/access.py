"""How users prove who they are: passwords, as hashes, and the public keys they log in with."""

from sqlalchemy import Boolean, Column, ForeignKey, Integer, Table, Text, UniqueConstraint

from amtui.data.models.base import metadata, own_id
from amtui.data.models.guards import Guard, guarded
from amtui.data.types import BigId, Instant, Plain

credentials = Table(
    "credentials",
    metadata,
    Column("user_id", BigId, ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
    Column("hash", Text, nullable=False),
    Column("must_change", Boolean, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("locked_until", Instant),
    Column("changed_at", Instant, nullable=False),
    info=guarded(Guard.SECRET),
)
"""The password of a user, and how often in a row it was mistyped."""

user_keys = Table(
    "user_keys",
    metadata,
    own_id(),
    Column("user_id", BigId, ForeignKey("users.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("fingerprint", Plain, nullable=False),
    Column("kind", Plain, nullable=False),
    Column("blob", Text, nullable=False),
    Column("comment", Text, nullable=False),
    Column("added_at", Instant, nullable=False),
    UniqueConstraint("fingerprint", info={"says": "this key belongs to a user already"}),
    info=guarded(Guard.KEYS),
)
"""The public keys of users; what logs in with one works as its owner."""
