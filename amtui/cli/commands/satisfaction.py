"""`amtui satisfaction`: what clients answer when they are asked how satisfied they are."""

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from amtui.cli.group import Group
from amtui.cli.lookups import WHO, account_id, contact_id, day, moment
from amtui.cli.output import Column, put_list, put_receipt
from amtui.cli.satisfaction_shapes import KEYS, answer_object
from amtui.cli.session import Session
from amtui.cli.words import UNKNOWN
from amtui.cli.words import moment as shown
from amtui.domain.errors import UsageError
from amtui.domain.satisfaction import CSAT, NO_SCORE, NPS, Answer
from amtui.domain.satisfaction_changes import NOBODY, NOT_ASKED, DropAnswer, EditAnswer, LinkAnswer, LogAnswer

if TYPE_CHECKING:
    from amtui.services.backend import Backend

NONE = "none"


class Score(click.IntRange):
    """A score, or `none` for one that was not asked for after all."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return it."""
        if isinstance(value, str) and value.strip().casefold() == NONE:
            return NOT_ASKED
        return super().convert(value, param, ctx)


@click.group("satisfaction", cls=Group)
def satisfaction_command() -> None:
    """Log what clients answer to surveys; CSAT and NPS are made of it."""


@satisfaction_command.command("log")
@click.argument("account")
@click.option("--csat", type=click.IntRange(*CSAT), help="How satisfied, 5 is most.")
@click.option("--nps", type=click.IntRange(*NPS), help="How likely to recommend us, 10 is most.")
@click.option("--contact", metavar="WHO", help=f"Who answered: {WHO}.")
@click.option("--at", metavar="TIME", help="When, as 2026-11-23T10:00; now without.")
@click.option("--comment", metavar="TEXT", help="What was said.")
@click.option("--request", "ref", metavar="REF", help="The request that it is about.")
@click.pass_obj
def log(
    session: Session, account: str, csat: int | None, nps: int | None, contact: str | None, at: str | None,
    comment: str | None, ref: str | None,
) -> None:  # fmt: skip
    """Log an answer of ACCOUNT: a CSAT score, an NPS score or both."""
    if csat is None and nps is None:
        raise UsageError(f"an answer has {NO_SCORE}", next="Say --csat 1 to 5, --nps 0 to 10, or both.")
    with session.backend() as backend:
        found = account_id(backend, account)
        change = LogAnswer(
            account_id=found,
            csat=csat,
            nps=nps,
            at=moment(at, backend.identity.zone) if at else None,
            contact_id=contact_id(backend, found, contact),
            comment=comment or "",
            request_id=_request_id(backend, ref) if ref else None,
        )
        put_receipt(session, backend.apply(change))


@satisfaction_command.command("list")
@click.option("--account", metavar="ACCOUNT", help="Of this account only.")
@click.option("--low", is_flag=True, help="Only CSAT 1 and 2, and NPS 0 to 6.")
@click.option("--from", "first", metavar="DAY", help="First day.")
@click.option("--to", "last", metavar="DAY", help="Last day, included.")
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="At most so many.")
@click.pass_obj
def listed(
    session: Session, account: str | None, low: bool, first: str | None, last: str | None, limit: int
) -> None:
    """List answers, the latest first."""
    from amtui.data.queries.satisfaction import Asked, answers

    wanted = Asked(day(first), day(last), low)
    if wanted.first and wanted.last and wanted.last < wanted.first:
        raise UsageError(f"--to {wanted.last} is before --from {wanted.first}")
    with session.backend() as backend:
        found = account_id(backend, account) if account else None
        rows = backend.read(answers, account_id=found, asked=wanted, limit=limit)
        zone = ZoneInfo(backend.identity.zone)
    put_list(session, rows, lambda row: answer_object(row, zone), _columns(zone), KEYS)


@satisfaction_command.command("edit")
@click.argument("answer_id", type=int, metavar="ID")
@click.option("--csat", type=Score(*CSAT), metavar="1-5", help="How satisfied, 5 is most; none for no score.")
@click.option(
    "--nps", type=Score(*NPS), metavar="0-10", help="How likely to recommend us; none for no score."
)
@click.option("--contact", metavar="NAME", help="Who answered; none for nobody in particular.")
@click.option("--at", metavar="TIME", help="When, as 2026-11-23T10:00.")
@click.option("--comment", metavar="TEXT", help="What was said.")
@click.pass_obj
def edit(
    session: Session, answer_id: int, csat: int | None, nps: int | None, contact: str | None,
    at: str | None, comment: str | None,
) -> None:  # fmt: skip
    """Correct an answer."""
    from amtui.data.queries.satisfaction import answer

    if all(given is None for given in (csat, nps, contact, at, comment)):
        raise UsageError(
            "nothing is to be corrected", next="Say --csat, --nps, --contact, --at or --comment."
        )
    with session.backend() as backend:
        now = backend.read(answer, answer_id=answer_id)
        nobody = contact is not None and contact.strip().casefold() == NONE
        change = EditAnswer(
            answer_id=answer_id,
            expected_version=now.version,
            csat=csat,
            nps=nps,
            at=moment(at, backend.identity.zone) if at else None,
            contact_id=NOBODY if nobody else contact_id(backend, now.account_id, contact),
            comment=comment,
        )
        put_receipt(session, backend.apply(change))


@satisfaction_command.command("link")
@click.argument("answer_id", type=int, metavar="ID")
@click.argument("ref", metavar="REF")
@click.pass_obj
def link(session: Session, answer_id: int, ref: str) -> None:
    """Say which request an answer is about; none for no request."""
    from amtui.data.queries.satisfaction import answer

    with session.backend() as backend:
        now = backend.read(answer, answer_id=answer_id)
        about = None if ref.strip().casefold() == NONE else _request_id(backend, ref)
        change = LinkAnswer(answer_id=answer_id, expected_version=now.version, request_id=about)
        put_receipt(session, backend.apply(change))


@satisfaction_command.command("remove")
@click.argument("answer_id", type=int, metavar="ID")
@click.pass_obj
def remove(session: Session, answer_id: int) -> None:
    """Take off an answer that never was."""
    from amtui.data.queries.satisfaction import answer

    with session.backend() as backend:
        now = backend.read(answer, answer_id=answer_id)
        change = DropAnswer(answer_id=answer_id, expected_version=now.version)
        put_receipt(session, backend.apply(change))


def _request_id(backend: "Backend", ref: str) -> int:
    from amtui.data.queries.requests_by_ref import requests_by_ref

    (row,) = backend.read(requests_by_ref, refs=[ref.strip()])
    return row.id


def _columns(zone: ZoneInfo) -> list[Column[Answer]]:
    return [
        Column("ID", lambda row: str(row.id), right=True),
        Column("AT", lambda row: shown(row.at, zone)),
        Column("CSAT", lambda row: _score(row.csat), right=True),
        Column("NPS", lambda row: _score(row.nps), right=True),
        Column("ACCOUNT", lambda row: row.account),
        Column("WHO", lambda row: row.contact or ""),
        Column("REQUEST", lambda row: row.request or ""),
        Column("COMMENT", lambda row: row.comment or ""),
    ]


def _score(score: int | None) -> str:
    return UNKNOWN if score is None else str(score)
