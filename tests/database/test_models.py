"""A command loads the tables that it touches and no others, and none of them refers to a table that isn't there."""

import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from claims import models

RECORDING = """
import sys
from claims.cli import main

try:
    main(["--db", sys.argv[1], "add", "The pier is safe", "--by", "Elena Voss", "--source", "https://courier.example/pier"])
except SystemExit as done:
    assert done.code == 0
from claims.models import Stored

print(*sorted(Stored.metadata.tables))
"""


def brought_by(module: str) -> set[str]:
    """The modules of models that come with one, itself included."""
    found, waiting = set[str](), [module]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            named = vars(sys.modules[name]).values()
            waiting += [each.__name__ for each in named if isinstance(each, ModuleType)]
            waiting += [each.__module__ for each in named if isinstance(each, type)]
            waiting = [each for each in waiting if each.startswith("claims.models.")]
    return found


@pytest.mark.parametrize("table", models.TABLES)
def test_a_table_brings_those_that_it_refers_to(table: str) -> None:
    referred = {key.column.table.name for key in models.whole_schema().tables[table].foreign_keys}
    brought = brought_by(models.model_of(table).__module__)
    assert [name for name in referred if models.model_of(name).__module__ not in brought] == []


@pytest.mark.parametrize("table", models.TABLES)
def test_a_model_goes_by_its_own_name(table: str) -> None:
    model = models.model_of(table)
    assert getattr(models, model.__name__) is model
    assert str(model.__tablename__) == table


def test_recording_a_claim_loads_no_table_of_rulings_reports_or_evidence(template_file: Path, tmp_path: Path) -> None:
    ledger = shutil.copyfile(template_file, tmp_path / "ledger.db")  # to create one takes the whole schema
    done = subprocess.run([sys.executable, "-c", RECORDING, ledger], check=True, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "claim claimant snapshot source utterance"
