"""The benchmark of extraction reads a corpus, hands what it found to a scorer, and says how fast it was."""

import gzip
import json
from pathlib import Path

import pytest

from benchmarks.extraction import main

ARTICLE = {"id": "a1", "text": "“It is over,” Orr said. Ships wait."}
SCORER = """
import json, sys
predictions = json.load(open(sys.argv[1], encoding="utf-8"))
print("scored", predictions, sys.argv[2].rpartition("/")[2])
"""


def test_a_corpus_is_read_and_scored(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    corpus, scorer = tmp_path / "corpus.jsonl.gz", tmp_path / "scorer.py"
    corpus.write_bytes(gzip.compress(json.dumps(ARTICLE).encode()))
    scorer.write_text(SCORER, encoding="utf-8")
    main([str(corpus), "--scorer", str(scorer)])
    scored, counts, speed, memory = capsys.readouterr().out.splitlines()
    assert scored == "scored {'a1': [{'content': [[0, 13]], 'source': [14, 17]}]} corpus.jsonl.gz"
    assert counts == "1 texts, 7 words, 1 statements"
    assert speed.endswith("(at least 2,000)")
    assert memory.endswith("(at most 450)")
