"""Prints how well and how fast statements are found: `python -m benchmarks.extraction [ARTICLES] [--scorer SCORER]`.

ARTICLES holds one JSON object a line, `{id, text, ...}`, plain or compressed with gzip; SCORER is a program that takes
a file of predictions, `{id: [{content, source}]}`, and ARTICLES, and prints the figures. Without a corpus the passages
of the project's own tests are read, for speed and memory.
"""

import argparse
import gzip
import json
import resource
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from claims.extraction.language.models import load
from claims.extraction.pipeline import SURE, read
from claims.extraction.spans import FoundStatement

PASSAGES = Path(__file__).parent.parent / "tests" / "extraction" / "passages.toml"

LEAST_SPEED, MOST_MEMORY = 2_000, 450
"""Words a second on one core after loading; megabytes at the peak."""

MEGABYTE = 1_024 * (1_024 if sys.platform == "darwin" else 1)
"""How many of what `ru_maxrss` counts in."""

Text = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in a set of texts, and what it took."""

    found: dict[str, list[FoundStatement]]
    words: int
    seconds: float
    megabytes: float

    @property
    def speed(self) -> float:
        """Words a second."""
        return self.words / self.seconds


def main(arguments: list[str] | None = None) -> None:
    """Read, measure, and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.extraction", description=(__doc__ or "").split(":")[0])
    parser.add_argument("articles", nargs="?", type=Path, help="JSON lines, plain or .gz")
    parser.add_argument("--scorer", type=Path, help="a program that prints the figures")
    parser.add_argument("--least", type=float, default=SURE, help="the lowest confidence (default: %(default)s)")
    wanted = parser.parse_args(arguments)
    texts = articles(wanted.articles) if wanted.articles else passages()
    reading = measure(texts, wanted.least)
    if wanted.articles and wanted.scorer:
        print(score(reading, wanted.scorer, wanted.articles))
    print(summary(reading))


def articles(path: Path) -> list[Text]:
    """The texts of a corpus with their names."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        read_in = [json.loads(line) for line in lines if line.strip()]
    return [(str(article["id"]), article["text"]) for article in read_in]


def passages() -> list[Text]:
    """The passages of the project's own tests, as one text."""
    written = tomllib.loads(PASSAGES.read_text(encoding="utf-8"))["passage"]
    return [(PASSAGES.name, "\n\n".join(passage["text"] for passage in written))]


def measure(texts: Iterable[Text], least: float) -> Reading:
    """Read every text with the model loaded before, on this processor's time."""
    load()
    held = list(texts)
    read(held[0][1])
    start = time.process_time()
    found = {name: read(text, least=least) for name, text in held}
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE
    return Reading(found, sum(len(text.split()) for _name, text in held), seconds, peak)


def score(reading: Reading, scorer: Path, corpus: Path) -> str:
    """What the scorer says of what was found."""
    predictions = {
        name: [{"content": each.content, "source": each.source} for each in found]
        for name, found in reading.found.items()
    }
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump(predictions, file)
        file.flush()
        done = subprocess.run(
            [sys.executable, str(scorer), file.name, str(corpus)], capture_output=True, text=True, check=True
        )
    return done.stdout.rstrip()


def summary(reading: Reading) -> str:
    """The speed and the memory beside what they have to be."""
    count = sum(map(len, reading.found.values()))
    return "\n".join(
        [
            f"{len(reading.found):,} texts, {reading.words:,} words, {count:,} statements",
            f"words a second, one core, loaded: {reading.speed:,.0f} (at least {LEAST_SPEED:,})",
            f"peak memory: {reading.megabytes:,.0f} MB (at most {MOST_MEMORY})",
        ]
    )


if __name__ == "__main__":
    main()
