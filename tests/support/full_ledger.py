"""A small ledger that holds every kind of record, in every state that a desk brings them into."""

import hashlib
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from claims import clock
from claims.cli import main
from claims.ledger.audit.kept_lines import keep_lines
from claims.ledger.log.ledger import Ledger
from claims.ledger.log.witness import move_on, witness_path
from claims.ledger.store.blobs import keep_bytes
from claims.ledger.store.canonical import canonical, genesis, line_fingerprint
from claims.models import (
    Candidate,
    Claim,
    Claimant,
    Edition,
    Evidence,
    Judgement,
    Merger,
    Ruling,
    Snapshot,
    Source,
    Utterance,
)
from claims.vocabulary import Action
from tests.support.ledgers import SQLITE, STEP, STOPPED_AT, Place, Terminal

COMMANDS = (
    "add 'The bridge is closed' --by 'Elena Voss' --role mayor --cue told --named named --via 'VESTA|agency|said'"
    " --source https://courier.example/bridge --on 'about 2025-04' --quote 'The bridge is shut' --occasion 'Council'"
    " --kind fact --language en --tag roads --tag river --note 'Ask the port'",
    "add 'The pier is safe' --by 'E. Voss' --source https://herald.example/pier --on 2025-04-09 --mode indirect",
    "add 'The night ferry is sold' --by 'Port Authority' --source 'Ferry sale' --tag ferry",
    "add 'Entered for practice' --by Nobody",
    "utterance add 1 --by 'Elena Voss' --via ORNA --source https://m.herald.example/pier --on 2025 --note Phone",
    "utterance add 1 --by 'Elena Voss' --source https://wire.example/1",
    "utterance retire 5 --because 'Another bridge'",
    "claimant edit 'Elena Voss' --kind person --same-as https://voss.example/ --note 'Since 2020'",
    "claimant alias 'Elena Voss' 'Mayor Voss' 'The Iron Mayor'",
    "claimant merge 'E. Voss' 'Elena Voss' --because 'One person'",
    "source edit https://courier.example/bridge --title 'Bridge shut' --publisher 'The Harbour Courier' --kind article"
    " --byline 'Tom Abel' --published 'about 2025-04-10' --language en --note 'Front page'",
    "source edit https://herald.example/pier --title 'Pier opens' --publisher 'The Herald'",
    "source merge https://m.herald.example/pier https://herald.example/pier --because 'The same page'",
    "source link https://courier.example/bridge syndicates https://wire.example/1 --note 'Word for word'",
    "source link https://herald.example/pier quotes https://wire.example/1",
    "source unlink https://herald.example/pier quotes https://wire.example/1 --because 'Read again'",
    "evidence add 1 'Survey of the bridge' --stance supports --primary --quote 'It is closed' --note 'Page 2'",
    "evidence add 1 https://wire.example/1 --stance refutes --secondary --attribution",
    "evidence add 2 'Old survey' --stance context",
    "evidence retire 3 --because 'Of another pier'",
    "verify 1 --because 'The survey says so' --evidence 'Survey of the bridge' --rating 'Mostly true'"
    " --recheck-on 2025-10-01",
    "dispute 2 --because 'Two views' --evidence 'Old survey' --attribution",
    "refute 2 --because 'Nobody saw it'",
    "source retract 'Old survey' --because 'Withdrawn by the port'",
    "relate 2 contradicts 1 --note 'On the same day'",
    "relate 3 supports 1",
    "unrelate 3 supports 1 --because 'Nothing to do with it'",
    "edit 1 --text 'The old bridge is closed' --untag river --because 'There are two'",
    "retire 4 --because 'Practice'",
)
"""What a desk does; `river` is a tag that no claim bears any more."""


def make_rich(place: Place, run: Callable[[str], object]) -> None:
    """Run the commands, and record what no command can record yet."""
    for line in COMMANDS:
        run(f"claims {line}")
    with place.writing() as session:
        ledger = Ledger(session, "ana")
        add_the_rest(ledger)
        ledger.close()
    move_on(witness_path(place.address.path, ledger.uid), ledger.reach)


def add_the_rest(ledger: Ledger) -> None:
    """A snapshot with a quote in it, a pending ruling and its approval, a written report, a judgement."""
    text = "The council met. The bridge is shut, she said."
    seen = ledger.add(
        Snapshot(
            source_id=1,
            fetched_at=ledger.now,
            how="fetched",
            url="https://courier.example/bridge",
            final_url="https://courier.example/bridge/",
            http_status=200,
            headers=canonical({"headers": [["content-type", "text/html"]]}),
            text_by="plain 1",
            found=canonical({"title": {"value": "Bridge shut", "from": "og:title"}}),
            sha256=keep_bytes(ledger.session, b"<p>" + text.encode()),
            media_type="text/html",
            size=len(text) + 3,
            text=text,
            text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        )
    )
    anchored = Evidence(
        claim_id=1,
        source_id=1,
        axis="content",
        stance="supports",
        quote_exact="The bridge is shut",
        quote_prefix="met. ",
        quote_suffix=", she",
        quote_start=17,
        quote_end=35,
        quote_state="anchored",
        snapshot_id=seen.id,
    )
    evidence = ledger.add(anchored)
    waiting = Ruling(
        claim_id=3,
        axis="content",
        status="verified",
        rationale="Seen",
        ruled_by="ana",
        checked_on="2025-04-11",
        policy="desk",
        override="In a hurry",
        pending=True,
    )
    ledger.add(waiting, [evidence.id], action=Action.RULE)
    ledger.add(Snapshot(source_id=2, fetched_at=ledger.now, sha256="ab" * 32, media_type="text/plain", size=3))
    theirs = Ruling(
        claim_id=2,
        axis="content",
        status="refuted",
        rating="Pants on fire",
        rating_value="0",
        rating_best="5",
        rating_worst="0",
        verdict="false",
        rating_table="1",
        rationale="Published",
        ruled_by="The Checkers",
        checked_on="2025-04-11",
        review_id=2,
        extra=canonical({"severity": "extreme"}),
    )
    ledger.add(theirs, action=Action.RULE)
    add_candidates(ledger, seen.id)
    approved = Ruling(
        claim_id=3,
        axis="attribution",
        status="verified",
        rationale="Seen",
        ruled_by="ana",
        approved_by="bo",
        checked_on="2025-04-11",
        approves_id=waiting.id,
    )
    ledger.add(approved, action=Action.APPROVE)
    reach = ledger.reach
    report = Edition(
        asked=canonical({"report": "claim", "day": "2025-04-11"}),
        head_count=reach.count,
        head_hash=reach.hash,
        sha256="ab" * 32,
    )
    ledger.add(report, [1, 2])
    ledger.add(Judgement(source_id=1, other_id=2, independent=True, reason="Different desks"))
    add_merger(ledger)


def add_merger(ledger: Ledger) -> None:
    """Another ledger of one line, that was brought in."""
    other = "01960000-0000-7000-8000-000000000001"
    line = {
        "seq": 1,
        "at": ledger.now,
        "actor": "bo",
        "action": "add",
        "kind": "claimant",
        "record_id": 1,
        "record_uid": ledger.session.get_one(Claimant, 1).uid,
        "claim_id": None,
        "before": None,
        "after": canonical({"id": 1, "name": "Elena Voss"}),
        "reason": None,
        "previous_hash": genesis(other),
    }
    line["hash"] = line_fingerprint(line)
    merger = Merger(other_uid=other, base_count=0, base_hash=genesis(other), head_count=1, head_hash=str(line["hash"]))
    ledger.add(merger, action=Action.UNITE)
    keep_lines(ledger.session, merger.id, [line])


def add_candidates(ledger: Ledger, snapshot_id: int) -> None:
    """One statement that waits to be decided, and one that was accepted; fields that only an import fills."""
    waiting = Candidate(
        source_id=1,
        snapshot_id=snapshot_id,
        position=17,
        digest="12" * 32,
        text="The bridge is shut",
        confidence=90,
        reader="speech 1",
        reading=canonical({"content": [[17, 35]]}),
    )
    ledger.add(waiting)
    taken = Candidate(
        source_id=1,
        snapshot_id=snapshot_id,
        position=0,
        digest="34" * 32,
        text="The council met",
        confidence=40,
        reader="speech 1",
        reading=canonical({"content": [[0, 15]]}),
    )
    ledger.add(taken)
    ledger.revise(taken, {"state": "accepted", "claim_id": 1, "utterance_id": 1}, action=Action.ACCEPT, reason="Page 1")
    for model in (Claim, Claimant, Source, Utterance):
        ledger.revise(ledger.session.get_one(model, 1), {"extra": canonical({"from": "feed"})})
    ledger.revise(ledger.session.get_one(Source, 1), {"archived_url": "https://archive.example/1"})
    ledger.revise(ledger.session.get_one(Utterance, 1), {"addressee": "reporters"})


@pytest.fixture(scope="session")
def rich_file(template_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with every kind of record in it; to be copied, never changed."""
    path = tmp_path_factory.mktemp("rich") / "claims.db"
    shutil.copyfile(template_file, path)
    with clock.frozen(STOPPED_AT, STEP):
        make_rich(Place(SQLITE, str(path)), run_in(path))
    return path


def run_in(path: Path) -> Callable[[str], None]:
    """Run command lines, which have to work, at a ledger in a file."""

    def run(line: str) -> None:
        answer = CliRunner().invoke(main, ["--db", str(path), "--as", "ana", *shlex.split(line)[1:]])
        assert answer.exit_code == 0, f"{line}\n{answer.output}"

    return run


@pytest.fixture
def rich(rich_file: Path, terminal_at: Callable[[Place], Terminal], tmp_path: Path) -> Terminal:
    """A terminal with a copy of that ledger, and its witness."""
    for name in ("claims.db", "claims.db.head"):
        shutil.copyfile(rich_file.with_name(name), tmp_path / name)
    return terminal_at(Place(SQLITE, str(tmp_path / "claims.db")))
