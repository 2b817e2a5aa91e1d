"""The form of a user: new, with a first password typed twice, or as it is."""

from collections.abc import Iterator, Sequence

from amtui.domain.access_changes import SetPassword
from amtui.domain.admin_changes import EditUser
from amtui.domain.change import Change
from amtui.domain.changes import AddUser
from amtui.domain.people import UserChoice
from amtui.domain.staff import StaffRow
from amtui.domain.vocabulary import Role
from amtui.screens.admin.saving import SavingDialog
from amtui.widgets.fields import FormField, choice_field, text_field

ROLES = (
    (Role.AM.value, "account manager"),
    (Role.MANAGER.value, "manager"),
    (Role.ADMIN.value, "administrator"),
)
NEEDED = "needed"
DIFFERS = "is not the same as above"


def new_user(people: Sequence[UserChoice], zone: str) -> SavingDialog:
    """Return the empty form; it can be saved and begun anew."""
    logins = {row.login: row.id for row in people}

    def fields() -> Iterator[FormField]:
        yield from _fields(None, people, zone)
        yield text_field("password", "Password", password=True, hint="12 signs or more")
        yield text_field("again", "The same again", password=True)

    def make(said: dict[str, str]) -> Change:
        return AddUser(
            name=said["name"],
            login=said["login"],
            email=said["email"],
            employee_id=said["employee_id"],
            phone=said["phone"],
            mobile=said["mobile"],
            role=said["role"],
            zone=said["zone"],
            manager_id=logins.get(said["manager"]),
            password=said["password"] or None,
        )

    return SavingDialog("New user", fields, make, another=True, doubts=_differs, draft="user.new")


def known_user(row: StaffRow, people: Sequence[UserChoice]) -> SavingDialog:
    """Return the form of a user as they are; only what was changed is saved."""
    before = {
        "name": row.name,
        "employee_id": row.employee_id,
        "email": row.email,
        "phone": row.phone,
        "mobile": row.mobile,
        "login": row.login,
        "role": row.role.value,
        "zone": row.zone,
        "manager": row.manager_login,
    }

    def make(said: dict[str, str]) -> Change:
        changed = tuple((name, text) for name, text in said.items() if text != before[name])
        return EditUser(user_id=row.id, expected_version=row.version, fields=changed)

    others = [one for one in people if one.id != row.id]
    if row.manager_id is not None and row.manager_login not in {one.login for one in others}:
        others.append(UserChoice(row.manager_id, row.manager, row.manager_login))
    fields = lambda: _fields(before, others, row.zone)  # noqa: E731
    return SavingDialog(f"Edit {row.name}", fields, make, draft=f"user.{row.id}", version=row.version)


def password_of(row: StaffRow, *, own: bool) -> SavingDialog:
    """Return the form of another password of a user; whose own it is says the one until now as well."""

    def fields() -> Iterator[FormField]:
        if own:
            yield text_field("current", "Until now", password=True, hint="if there is one")
        yield text_field("password", "Password", password=True, hint="12 signs or more")
        yield text_field("again", "The same again", password=True)

    def make(said: dict[str, str]) -> Change:
        return SetPassword(user_id=row.id, password=said["password"], current=said.get("current") or None)

    question = f"Another password for {row.name}; this is not undone"
    return SavingDialog(question, fields, make, doubts=_differs)


def _differs(said: dict[str, str]) -> dict[str, str]:
    return {} if said["password"] == said["again"] else {"again": DIFFERS}


def _fields(before: dict[str, str] | None, people: Sequence[UserChoice], zone: str) -> Iterator[FormField]:
    known = before or {"role": Role.AM.value, "zone": zone, "manager": ""}
    lines = (
        ("name", "Name", "", NEEDED),
        ("employee_id", "Employee id", "", ""),
        ("email", "Primary email", "", NEEDED),
        ("phone", "Phone", "+49 30 1234567", ""),
        ("mobile", "Mobile", "", ""),
        ("login", "Login", "", NEEDED),
    )
    for name, label, example, hint in lines:
        shown = hint if before is None else ""
        yield text_field(name, label, known.get(name, ""), placeholder=example, hint=shown)
    yield choice_field("role", "Role", ROLES, known["role"])
    yield text_field("zone", "Time zone", known["zone"])
    above = [("", "nobody"), *((row.login, row.name) for row in people)]
    yield choice_field("manager", "Reports to", above, known["manager"])
