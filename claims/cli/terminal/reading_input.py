"""From what was typed to drafts."""

import sys
from typing import Any

from claims import clock, settings
from claims.cli.terminal.options import changes
from claims.drafts import (
    TEXT_LIMIT,
    ClaimDraft,
    HopDraft,
    QuoteHints,
    UtteranceDraft,
    absence,
    passage,
    statements,
    word,
)
from claims.errors import BadInput
from claims.languages import language_tag
from claims.text import clean_line
from claims.vocabulary import Absence, Naming

INPUT_LIMIT = 50_000_000
"""Bytes read from standard input in one go."""


def utterance_draft(
    *,
    speaker: tuple[str, ...],
    role: str | None,
    cue: str | None,
    naming: str | None,
    note: str | None = None,
    quote_prefix: str | None = None,
    quote_suffix: str | None = None,
    orphan: bool = False,
    **options: Any,
) -> UtteranceDraft:
    """An utterance as the options of `add` and `utterance add` give it."""
    hints = QuoteHints(quote_prefix, quote_suffix, orphan)
    why = next(filter(None, map(absence, speaker)), None)
    if why is not None:
        _refuse_beside_nobody(speaker, why, role=role, cue=cue, named=naming)
    said_by = [] if why is not None else _speakers(speaker, role, cue, naming)
    return UtteranceDraft.of(
        speaker=next(iter(said_by), None),
        together=said_by[1:],
        speaker_absence=why,
        note=note,
        hints=hints,
        today=clock.today(),
        **options,
    )


def _refuse_beside_nobody(names: tuple[str, ...], why: Absence, **told: str | None) -> None:
    """Nobody bears a role, and nobody speaks together with nobody."""
    besides = [f"--{name}" for name, value in told.items() if value is not None]
    if len(names) > 1 or besides:
        what = "another --by" if len(names) > 1 else besides[0]
        raise BadInput(
            f"--by {why.value} says that no speaker can be named: {what} can't go with it.",
            f"If somebody bears that name: claims claimant add '{why.value.title()}', and give --by their number.",
        )


def _speakers(names: tuple[str, ...], role: str | None, cue: str | None, naming: str | None) -> list[HopDraft]:
    """Those who said it; several of a joint statement may each bear a role, so that --role is for one alone."""
    if len(names) == 1:
        return [HopDraft.of(names[0], role, cue, naming)]
    if role is not None:
        raise BadInput("--role is for one speaker.", "Give each their own: --by 'NAME|ROLE' --by 'NAME|ROLE'.")
    attributed = HopDraft.of(names[0], cue=cue).cue
    return [
        HopDraft(each.name, each.role, each.cue or attributed, word(naming, Naming))
        for each in map(HopDraft.relay, names)
    ]


def claim_drafts(
    text: str, *, language: str | None, kind: str | None, tags: tuple[str, ...], note: str | None, **options: Any
) -> list[ClaimDraft]:
    """The claims that `add` was given: one, or one a line of standard input."""
    utterance = utterance_draft(**options)
    language = language or settings.desk_language()
    lines = statements(read_input()) if text == "-" else [(1, text)]
    drafts = []
    for number, line in lines:
        try:
            drafts.append(ClaimDraft.of(line, utterance, language=language, kind=kind, tags=tags, note=note))
        except BadInput as error:
            if len(lines) == 1:
                raise
            raise BadInput(f"Line {number}: {error.message}", f"{error.hint} Nothing was recorded.".strip()) from error
    return drafts


def read_input() -> str:
    """Standard input, which must be UTF-8 text of a sensible size."""
    raw = sys.stdin.buffer.read(INPUT_LIMIT + 1)
    if len(raw) > INPUT_LIMIT:
        raise BadInput(f"Standard input is larger than {INPUT_LIMIT:,} bytes.", "Give it in parts.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(f"Standard input is not UTF-8 text (byte {error.start}).", "Save it as UTF-8 first.") from error


def claim_changes(**options: Any) -> dict[str, Any]:
    """The fields of a claim that `edit` was given."""
    fields = changes(**options)
    if "text" in fields:
        fields["text"] = clean_line(fields["text"], "claim text", TEXT_LIMIT)
    if "language" in fields:
        fields["language"] = language_tag(fields["language"])
    if "note" in fields:
        fields["note"] = passage(fields["note"], "note")
    return fields
