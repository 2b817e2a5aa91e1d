"""The program as a command: its table of commands, and how a run of it ends."""

import gc

import click

from amtui.cli.faults import USAGE, guarded, tell
from amtui.cli.group import LazyGroup
from amtui.cli.options import session_of

SELDOM = (50_000, 20, 100)
"""When a command looks for garbage: few make any, and a look through all that was loaded takes long."""
_HERE = "amtui.cli.commands"
TABLE = {
    "demo": (f"{_HERE}.demo", "Open the dashboard on a demo database."),
    "today": (f"{_HERE}.today", "List what may need you, most pressing first."),
    "portfolio": (f"{_HERE}.portfolio", "List accounts with their KPIs."),
    "requests": (f"{_HERE}.requests", "List client requests."),
    "reviews": (f"{_HERE}.reviews", "List reviews."),
    "kpi": (f"{_HERE}.kpi", "Show KPI figures; agree on goals."),
    "insights": (f"{_HERE}.insights", "Show where a figure comes from."),
    "health": (f"{_HERE}.health", "List accounts by health; say why it changed; set its rules."),
    "onboarding": (f"{_HERE}.onboarding", "List accounts in onboarding; tick off what is done."),
    "leave": (f"{_HERE}.leave", "List who is away and who covers; write a hand-over brief."),
    "request": (f"{_HERE}.request", "Show and change one request."),
    "account": (f"{_HERE}.account", "Show and change accounts."),
    "review": (f"{_HERE}.review", "Plan and close reviews."),
    "action": (f"{_HERE}.action", "Propose and prove improvement actions."),
    "playbook": (f"{_HERE}.playbook", "List and write playbooks."),
    "task": (f"{_HERE}.task", "Write down what there is to do; plan the day."),
    "milestone": (f"{_HERE}.milestone", "Keep what clients' projects have to reach."),
    "team-meeting": (f"{_HERE}.team_meeting", "Plan and close meetings of the team."),
    "standup": (f"{_HERE}.standup", "List what to say of each account at a stand-up."),
    "interaction": (f"{_HERE}.interaction", "Log calls and mails with clients."),
    "satisfaction": (f"{_HERE}.satisfaction", "Log what clients answer to surveys."),
    "calendar": (f"{_HERE}.calendar", "Write reviews to a calendar file."),
    "undo": (f"{_HERE}.undo", "Take back your latest change."),
    "redo": (f"{_HERE}.undo", "Do again what was taken back."),
    "user": (f"{_HERE}.user", "List, add and change users; hand over accounts."),
    "settings": (f"{_HERE}.settings", "List and change settings."),
    "hours": (f"{_HERE}.hours", "List and change opening hours and agreed times."),
    "audit": (f"{_HERE}.audit", "List who changed what."),
    "import": (f"{_HERE}.imports", "Import exports of other systems."),
    "imports": (f"{_HERE}.import_list", "List which files were taken in."),
    "export": (f"{_HERE}.export", "Write a list to a file."),
    "report": (f"{_HERE}.report", "Make reports for clients."),
    "db": (f"{_HERE}.db", "Make, check, upgrade and copy the database."),
    "session": (f"{_HERE}.session", "Open the dashboard for somebody who logged in from elsewhere."),
    "warm": (f"{_HERE}.warm", "Keep the program loaded, so that dashboards open at once."),
    "keys": (f"{_HERE}.keys", "List keys, and the ids to remap them by."),
    "config": (f"{_HERE}.config", "Show and check the configuration."),
    "doctor": (f"{_HERE}.doctor", "Check that everything amtui needs is there."),
    "completion": (f"{_HERE}.completion", "Print the completion script of a shell."),
}


@click.group(cls=LazyGroup, name="amtui", table=TABLE, invoke_without_command=True)
@click.pass_context
def cli(context: click.Context) -> None:
    """A dashboard for account managers; without a command it opens.

    What needs you first, every account's KPIs against target, the request queue, the reviews.
    """
    session = session_of(context)
    _ = session.clock
    if context.invoked_subcommand is None:
        from amtui.cli.dashboard import open_dashboard

        context.exit(open_dashboard(session))
    gc.set_threshold(*SELDOM)
    gc.enable()


def run(arguments: list[str]) -> int:
    """Run the program on the arguments of a command line and return its exit code."""
    as_json = "--json" in arguments
    return guarded(lambda: _command(arguments, as_json=as_json), as_json=as_json)


def _command(arguments: list[str], *, as_json: bool) -> object:
    try:
        return cli.main(arguments, prog_name="amtui", standalone_mode=False)
    except click.Abort:
        raise KeyboardInterrupt from None
    except click.ClickException as error:
        context = getattr(error, "ctx", None)
        further = f"See `{context.command_path} --help`." if context else "See `amtui --help`."
        tell("usage", error.format_message(), further, as_json=as_json)
        return USAGE
