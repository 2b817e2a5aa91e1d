"""The filters of the lists of administration: who works here, and whose accounts are whose."""

from amtui.domain.filter_fields import Field, Grammar, Kind
from amtui.domain.vocabulary import Role

STATES = ("active", "inactive")

STAFF = Grammar(
    (
        Field("name", Kind.TEXT, "part of the name"),
        Field("login", Kind.TEXT, "part of the login"),
        Field("email", Kind.TEXT, "part of the email address"),
        Field("role", Kind.CHOICE, "what they may do", choices=tuple(Role)),
        Field("status", Kind.CHOICE, "whether they may work here", ("st", "state"), STATES),
        Field("manager", Kind.TEXT, "login or part of the name of whom they report to; none for nobody"),
        Field("employee", Kind.TEXT, "part of the employee id", ("id",)),
        Field("phone", Kind.TEXT, "part of the phone or mobile number", ("mobile",)),
    ),
    ("name", "login", "role", "state", "accounts", "manager", "email", "employee"),
)

BOOKS = Grammar(
    (
        Field("account", Kind.TEXT, "part of the account's name", ("acc", "name")),
        Field("am", Kind.TEXT, "login or part of the name of the account manager; none for unassigned"),
        Field("status", Kind.CHOICE, "whether it takes new work", ("st", "state"), STATES),
        Field("parent", Kind.TEXT, "part of the name of the account it is part of; none for none"),
        Field("plan", Kind.TEXT, "the product plan"),
    ),
    ("name", "am", "state", "requests", "parent"),
)
