"""Zendesk's ticket tables: tickets, and beside them comments, field history, users and organisations."""

from amtui.data.formats.zendesk.layout import layout_of
from amtui.data.formats.zendesk.tables import Role, role_of

__all__ = ["Role", "layout_of", "role_of"]
