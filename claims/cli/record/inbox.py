"""The inbox: what a reader found, decided on one by one, or by a script."""

import sys
from collections.abc import Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from claims.cli.record.extract import unstated
from claims.cli.terminal.desk import Desk, at_desk, examples
from claims.cli.terminal.options import limit_option

if TYPE_CHECKING:
    from claims.actions.record.register import Register
    from claims.views import CandidateView


@click.command(
    epilog=examples(
        "claims inbox https://news.example/talks",
        "claims inbox 3 --accept-all --min-confidence 0.8",
        "claims inbox --accept 12 --text 'The bridge is closed until June'",
        "claims inbox --accept 13 --claim 4",
        "claims inbox --reject 14 --reject 15 --because 'the outlet quotes itself'",
    )
)
@click.argument("source", metavar="[SOURCE]", required=False)
@click.option("--accept", "accepted", metavar="ID", multiple=True, help="Record this candidate; repeats.")
@click.option(
    "--text", "texts", metavar="TEXT", multiple=True, help="With --accept: the claim in better words; several split it."
)
@click.option("--claim", metavar="ID", help="With --accept: it is this claim, said again.")
@click.option("--reject", "rejected", metavar="ID", multiple=True, help="Turn this candidate down for good; repeats.")
@click.option("--reopen", "reopened", metavar="ID", multiple=True, help="Take a decision back; repeats.")
@click.option("--accept-all", is_flag=True, help="Record every open candidate (of SOURCE).")
@click.option(
    "--min-confidence",
    "least",
    type=click.FloatRange(0, 1),
    default=0.0,
    metavar="N",
    help="Only candidates of which the reader is at least so sure, from 0 to 1.",
)
@click.option("--because", "reason", metavar="TEXT", help="With --reject: why.")
@limit_option
@at_desk(lists=True, writes=True)
def inbox(
    desk: Desk,
    source: str | None,
    accepted: Sequence[str],
    rejected: Sequence[str],
    reopened: Sequence[str],
    accept_all: bool,
    least: float,
    limit: int,
    **how: Any,
) -> None:
    """Decide which statements found in a source become claims.

    At a terminal it walks through them: the article with the statement marked on one side, what would be recorded on
    the other, one key to accept, edit, join to a known claim, split, reject or skip, and one to take it back.
    Elsewhere, or with --json, it lists those that wait. What you decide is kept at once; what you reject isn't asked
    again.
    """
    if (how["texts"] or how["claim"]) and len(accepted) != 1:
        raise click.UsageError("--text and --claim say how to record one candidate: give them with one --accept.")
    if how["texts"] and how["claim"]:
        raise click.UsageError("Give --text for a new claim, or --claim for a known one.")
    if accepted or rejected or reopened or accept_all:
        _decide(desk, source, accepted, rejected, reopened, accept_all, least, **how)
    elif desk.style == "text" and sys.stdin.isatty() and sys.stdout.isatty():
        if desk.only_tries:
            raise click.UsageError("--dry-run tries --accept, --reject, --reopen or --accept-all: give one of them.")
        _walk(desk, source, least)
    else:
        _list(desk, source, least, limit)


def _decide(
    desk: Desk,
    source: str | None,
    accepted: Sequence[str],
    rejected: Sequence[str],
    reopened: Sequence[str],
    accept_all: bool,
    least: float,
    texts: Sequence[str],
    claim: str | None,
    reason: str | None,
) -> None:
    from claims.actions.inbox.decide import accept, candidates, numbers_of, reject, reopen, the_candidate
    from claims.actions.inbox.decide import accept_all as take_all
    from claims.actions.read.find import the_claims
    from claims.cli.terminal.answers import answer_claims
    from claims.drafts import passage
    from claims.models import Candidate

    with desk.writing() as register:
        session = register.ledger.session
        made: list[int] = []
        known = the_claims(session, [claim])[0] if claim else None
        for number in numbers_of(accepted):
            made += accept(register, the_candidate(session, number), texts=texts, claim=known)
        for number in numbers_of(rejected):
            reject(register.ledger, the_candidate(session, number), passage(reason, "reason"))
        for number in numbers_of(reopened):
            found = session.get(Candidate, number)
            reopen(register.ledger, found if found is not None else the_candidate(session, number))
        if accept_all:
            all_made, unstated = take_all(register, candidates(session, _source(session, source), least=least))
            made += all_made
            if unstated:
                numbers = ", ".join(f"#{number}" for number in unstated)
                desk.remark(
                    f"{len(unstated)} left in the inbox, which nobody is said to have stated (denied, asked, supposed"
                    f" or not said): {numbers}. Turn them down with --reject."
                )
        _answer(desk, register, made, len(rejected), len(reopened), answer_claims)


def _answer(
    desk: Desk, register: "Register", made: list[int], rejected: int, reopened: int, answer_claims: Any
) -> None:
    if made:
        answer_claims(desk, register, made)
    elif desk.style == "text":
        parts = [
            f"{count} {word}" for count, word in ((rejected, "rejected"), (reopened, "back in the inbox")) if count
        ]
        desk.later(f"{', '.join(parts) or 'Nothing was waiting'}.")
    else:
        desk.later_json({"claims": [], "rejected": rejected, "reopened": reopened})


def _source(session: Any, written: str | None) -> int | None:
    from claims.actions.read.find import the_source

    return None if written is None else the_source(session, written).id


def _list(desk: Desk, source: str | None, least: float, limit: int) -> None:
    from claims.actions.inbox.decide import candidates
    from claims.actions.inbox.walk import listed

    with desk.reading() as session:
        found = candidates(session, _source(session, source), least=least)
        page = listed(session, found[:limit] if limit else found)
    if desk.style != "text":
        desk.print_rows("candidates", page, more=len(page) < len(found))
        return
    desk.answer(None, "\n".join(candidate_lines(each) for each in page) or "The inbox is empty.")
    if len(page) < len(found):
        desk.remark(f"There are {len(found) - len(page):,} more. Raise --limit, or 0 for all.")


def trail(hops: Any) -> str:
    """A chain in one line, those who spoke together joined by "and"."""
    return "".join((" and " if hop.get("seat") else " > ") + hop["name"] for hop in hops)[3:].removeprefix(" ")


def candidate_lines(candidate: "CandidateView") -> str:
    """A candidate in two lines: how sure, who through whom, and what."""
    hops: Any = candidate.reading.get("chain") or []
    named = trail(hops)
    through = named if hops and candidate.reading.get("speaker") else " > ".join(filter(None, ["nobody named", named]))
    when = f" · {candidate.reading['said_on']}" if candidate.reading.get("said_on") else ""
    proposed, unresolved = candidate.reading.get("proposed"), candidate.reading.get("unresolved")
    wording = f"\n    Proposed: {proposed}" if proposed else f"\n    Open: {unresolved}" if unresolved else ""
    mark = unstated(str(candidate.reading.get("stance", "stated")))
    return f"#{candidate.id}  {candidate.confidence:.2f}  {through}{when}\n    {candidate.text}{mark}{wording}"


def _walk(desk: Desk, source: str | None, least: float) -> None:
    from claims.actions.inbox.walk import Walk
    from claims.cli.terminal.inbox_view import view

    with desk.reading() as session:
        number = _source(session, source)
    walk = Walk(desk.reading, desk.writing, number, least)
    if walk.stop() is None:
        desk.print("The inbox is empty.")
        return
    with hearing(desk) as heard:
        view(walk, heard).run()
    desk.print(f"{walk.left} left to decide.")


@contextmanager
def hearing(desk: Desk) -> Any:
    """Remarks go to the view while it has the screen."""
    desk.heard = []
    try:
        yield desk.heard
    finally:
        desk.heard = None
