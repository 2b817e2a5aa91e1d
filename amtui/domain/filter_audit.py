"""The filter of the record of changes: its fields, and how it can be sorted."""

from amtui.domain.filter_fields import Field, Grammar, Kind

AUDIT = Grammar(
    (
        Field("who", Kind.TEXT, "login or part of the name of who did it", ("user",)),
        Field("what", Kind.TEXT, "what was done, such as insert, update or delete", ("action",)),
        Field("entity", Kind.TEXT, "what was changed, such as users or requests", ("kind",)),
        Field("account", Kind.TEXT, "part of the account's name", ("acc",)),
        Field("at", Kind.DATE, "when it was done", past=True),
        Field("from", Kind.DATE, "done on this day or later", ("since",), past=True),
        Field("to", Kind.DATE, "done on this day or before", ("until",), past=True),
        Field("field", Kind.TEXT, "the whole name of a changed field, such as am_id"),
        Field("id", Kind.TEXT, "the number of what was changed"),
    ),
    ("at",),
)
