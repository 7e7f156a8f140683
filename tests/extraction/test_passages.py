"""Chains, roles, dates and hearers: forty passages of our own, each with the answer it should get."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from claims.extraction.pipeline import read
from claims.extraction.spans import FoundStatement

PASSAGES = tomllib.loads(Path(__file__).with_name("passages.toml").read_text(encoding="utf-8"))["passage"]
AT_LEAST = 0.9


def wrong(passage: dict[str, Any]) -> list[str]:
    """What a passage is read wrongly in."""
    candidates = read(passage["text"], published_on=date.fromisoformat(passage["published_on"]))
    faults = []
    for wanted in passage["statements"]:
        holding = [each for each in candidates if wanted["says"] in words(passage["text"], each)]
        found = min(holding, key=lambda each: len(words(passage["text"], each)), default=None)
        if found is None:
            faults.append(f"not found: {wanted['says']}")
            continue
        chain = [plain(hop) for hop in wanted["chain"]]
        read_as = [(plain(link.name)[0], link.role) for link in found.chain]
        if [name for name, _role in chain] != [name for name, _role in read_as]:
            faults.append(f"chain {read_as}, not {chain}")
        elif any(role and role not in (other or "") for (_, role), (_, other) in zip(chain, read_as, strict=True)):
            faults.append(f"roles {read_as}, not {chain}")
        if found.said_on != wanted.get("said_on"):
            faults.append(f"said on {found.said_on}, not {wanted.get('said_on')}")
        if "addressee" in wanted and found.addressee != wanted["addressee"]:
            faults.append(f"told {found.addressee}, not {wanted['addressee']}")
    return faults


def words(text: str, candidate: FoundStatement) -> str:
    return " ".join(text[start:end] for start, end in candidate.content)


def plain(hop: str) -> tuple[str, str | None]:
    """A hop's name in lower case and without an article, and its role."""
    name, _, role = hop.partition("|")
    return name.lower().removeprefix("the ").removeprefix("a "), role or None


def test_nine_in_ten_passages_are_read_rightly() -> None:
    faults = {passage["text"]: found for passage in PASSAGES if (found := wrong(passage))}
    assert len(PASSAGES) == 40
    assert len(faults) <= len(PASSAGES) * (1 - AT_LEAST), "\n".join(
        f"{text}\n  {found}" for text, found in faults.items()
    )
