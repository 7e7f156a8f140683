"""Types wild command lines by the thousand, in this process, and looks at each ledger afterwards."""

import gc
import random
import shutil
import tempfile
import traceback
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from claims import clock
from tests.support.full_ledger import make_rich, run_in
from tests.support.ledgers import SQLITE, STEP, STOPPED_AT, Place
from tests.support.wild_command_lines import Watch, Words, mostly, scripts, sit_down, type_in, typed, wild_lines

TOGETHER = 3
"""Lines typed at one ledger, at most, before it is looked at and put away."""

lines = st.tuples(wild_lines(slow=True), typed)
shells = st.tuples(st.just(("shell",)), scripts)
sittings = mostly(st.lists(lines, min_size=1, max_size=TOGETHER), shells.map(lambda line: [line]), 12)


@dataclass(slots=True)
class Fuzzed:
    """What came of it: lines by exit code, and what went wrong."""

    lines: int = 0
    shells: int = 0
    codes: dict[int, int] = field(default_factory=dict)
    troubles: list[str] = field(default_factory=list)


def fuzz(wanted: int, number: int | None = None) -> Fuzzed:
    """Type about so many lines, from a seed."""
    found = Fuzzed()
    with tempfile.TemporaryDirectory() as home, pytest.MonkeyPatch.context() as patch:
        ledger = Path(home) / "rich" / "claims.db"
        ledger.parent.mkdir()
        with clock.frozen(STOPPED_AT, STEP):
            make_rich(Place(SQLITE, str(ledger)), run_in(ledger))

        @seed(random.randrange(1 << 32) if number is None else number)
        @settings(
            max_examples=max(1, wanted * 2 // (TOGETHER + 1)),
            database=None,
            deadline=None,
            phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck),
        )
        @given(sitting=sittings)
        def type_all(sitting: list[tuple[Words, bytes]]) -> None:
            _sit(patch, ledger, Path(home) / "desk", sitting, found)

        type_all()
    return found


def _sit(
    patch: pytest.MonkeyPatch, ledger: Path, desk: Path, sitting: list[tuple[Words, bytes]], found: Fuzzed
) -> None:
    """Type some lines at a fresh copy of the ledger."""
    desk.mkdir()
    line: tuple[Words, bytes] = ((), b"")
    try:
        watch = sit_down(patch, ledger, desk)
        for line in sitting:
            found.lines += 1
            _type(watch, line, found)
        if watch.changed:
            watch.require_whole()
    except Exception as trouble:  # told and gone on from: there may be more
        found.troubles.append(f"{line!r:.400}: {' '.join(str(trouble).split())[:400]}")
        if not isinstance(trouble, AssertionError):
            found.troubles.append(traceback.format_exc()[-1500:])
    finally:
        patch.chdir(desk.parent)
        shutil.rmtree(desk)
        if found.lines % 100 < TOGETHER:
            gc.collect()  # a command does without


def _type(watch: Watch, line: tuple[Words, bytes], found: Fuzzed) -> None:
    if line[0] == ("shell",):  # its lines are commands of their own: some are kept, some refused
        answer = type_in(*line)
        assert "A fault of this program" not in answer.err, answer.err
        assert answer.code in (0, 1), answer
        found.shells += 1
        watch.look()
    else:
        answer = watch.see(*line)
    found.codes[answer.code] = found.codes.get(answer.code, 0) + 1
