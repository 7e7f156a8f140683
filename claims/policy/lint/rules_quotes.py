"""Lint's rules on quotes and the stored text of their sources, Q401 to Q405; a quote gets one code at most."""

from collections.abc import Callable, Iterator

from msgspec import Struct

from claims.policy.lint.case import Case, Finding, Rule
from claims.policy.provenance.wording import in_quotes, keeping_copies, source_name
from claims.policy.rules.codes import Code
from claims.quotes.quoting import StoredText, fold, words
from claims.views import Quote, SourceRef
from claims.vocabulary import Axis, Mode, QuoteState

_TELLING_ELSEWHERE = 5
_TELLING_NEARBY = 2
"""The least number of words by which a quote is recognised in another source: anywhere, or in one of the claim's."""


class _Quoted(Struct, frozen=True):
    """A quote, the record it belongs to, and the source it is said to be from."""

    record: str
    axis: str
    quote: Quote
    source: SourceRef
    spoken: bool
    """Whether the record says that these are somebody's words, not only the source's."""


def _quotes(case: Case) -> Iterator[_Quoted]:
    """The quotes of a claim that were not taken out."""
    for utterance in case.utterances:
        if utterance.quote and utterance.source:
            spoken = utterance.mode in (Mode.DIRECT, Mode.MIXED)
            yield _Quoted(f"utterance #{utterance.id}", Axis.ATTRIBUTION, utterance.quote, utterance.source, spoken)
    for evidence in case.evidence:
        if evidence.quote:
            yield _Quoted(f"evidence #{evidence.id}", evidence.axis, evidence.quote, evidence.source, spoken=False)


def _judge(case: Case, quoted: _Quoted) -> tuple[Code, str, str] | None:
    """The most telling thing that is wrong with a quote, what to say and what to do; or None."""
    text, exact = case.ledger.text(quoted.source.id), quoted.quote.exact
    if text is None or text.has(exact):
        return _unanchored(case, quoted, text)
    name, said = in_quotes(source_name(quoted.source), 80), in_quotes(exact, 120)
    if edit := case.ledger.archive.shelf.edit(quoted.source.id, quoted.quote):
        hint = "See what the source says now, and rule again if it matters; its correction may be news."
        return Code.QUOTE_ALTERED, f"{said} is no longer in {name}. {edit.told()}", hint
    if elsewhere := _stands_elsewhere(case, quoted):
        other = f"source #{elsewhere.id}, {in_quotes(source_name(elsewhere), 80)}"
        return Code.WRONG_SOURCE, f"{said} is not in {name}, but in {other}.", "Record it with the source that has it."
    again = "Quote the words as they stand, or mark what was changed."
    if text.is_cut(exact):
        return Code.UNMARKED_CUT, f"{said} leaves out words of {name} without a mark.", "Mark the cut with [...]."
    share, passage = text.nearest(exact)
    if quoted.spoken and text.altered(exact) is None:
        hint = "Record it as indirect speech and without the quote, or quote the words as they stand."
        return Code.PARAPHRASE, f"{said} is not what {name} prints; few of its words are there.", hint
    if text.has_parts(exact):
        return Code.QUOTE_ALTERED, f"The parts of {said} stand in {name} in another order.", again
    nearest = f"; the nearest passage is {in_quotes(passage, 120)}" if share > 0 else ""
    return Code.QUOTE_ALTERED, f"{said} is not in {name}{nearest}.", again


def _unanchored(case: Case, quoted: _Quoted, text: StoredText | None) -> tuple[Code, str, str] | None:
    """What to say of an orphan that nobody contradicts, where a ruling that needs copies stands on its axis."""
    rulings = [each for each in case.settled() if each.axis == quoted.axis]
    needing = [each for each in rulings if case.ledger.policy.asks(each.axis, each.status).snapshot]
    if quoted.quote.state != QuoteState.ORPHAN or not needing:
        return None
    said, name = in_quotes(quoted.quote.exact, 120), in_quotes(source_name(quoted.source), 80)
    if text is not None:
        said = f"{said} was never looked for in the stored text of {name}."
        return Code.ORPHAN_QUOTE, said, "Look for it there: claims quotes check"
    if quoted.source.id in case.ledger.archive.texts:
        said = f"{said} can't be looked for: no text could be read from the stored copy of {name}."
        return Code.ORPHAN_QUOTE, said, f"Keep one with a text: claims archive {quoted.source.id} --from FILE"
    if any(quoted.source in case.footing(each).sources for each in needing):
        return None
    hint = f"Keep a copy: {'; '.join(keeping_copies([quoted.source]))}; or leave `snapshot` out of the policy."
    return Code.ORPHAN_QUOTE, f"{said} can't be looked for: no copy of {name}.", hint


def _stands_elsewhere(case: Case, quoted: _Quoted) -> SourceRef | None:
    """Another stored source in which the whole quote stands: one of the claim's own first, then any."""
    size = len(words(fold(quoted.quote.exact)))
    near = {each.source.id for each in case.utterances if each.source} | {each.source.id for each in case.evidence}
    near |= {behind for each in sorted(near) for behind in case.ledger.upstream(each)}
    for number in sorted(near) if size >= _TELLING_NEARBY else []:
        text = case.ledger.text(number)
        if number != quoted.source.id and text and text.has(quoted.quote.exact):
            return _known(case, number)
    for number, text in case.ledger.archive.others(near) if size >= _TELLING_ELSEWHERE else ():
        if text.has(quoted.quote.exact):
            return _known(case, number)
    return None


def _known(case: Case, number: int) -> SourceRef:
    """A source by its number, as far as it is known."""
    known = case.ledger.sources.get(number) or case.ledger.archive.source(number)
    return known or SourceRef(number, "", None, None, None, None, None, None)


def _found(code: Code) -> Callable[[Case], Iterator[Finding]]:
    """A check for the quotes of which one code is the most telling."""

    def check(case: Case) -> Iterator[Finding]:
        for record, (judged, said, hint) in judgements(case).items():
            if judged is code:
                yield case.found(code, record, said, hint)

    return check


def judgements(case: Case) -> dict[str, tuple[Code, str, str]]:
    """What is wrong with each quote of a claim, by record; looked for once a case."""
    if case.quotes is None:
        case.quotes = {each.record: judged for each in _quotes(case) if (judged := _judge(case, each))}
    return case.quotes


_FOLDED = "What may differ is how it is set: quotation marks, dashes, spaces, soft hyphens; no letter, digit or sign."

RULES = [
    Rule(
        Code.QUOTE_ALTERED,
        "a quote that is not in the stored text",
        f"A quote stands word for word in the newest stored text of its source. {_FOLDED}",
        "A word changed inside quotation marks is put into somebody's mouth. Where an older copy has the words, it was "
        "the source that changed, and the finding says so.",
        "Quote the words as they stand, or mark what was changed, as in [the ambassador].",
        _found(Code.QUOTE_ALTERED),
    ),
    Rule(
        Code.UNMARKED_CUT,
        "a cut that isn't marked",
        "Where a quote leaves out words, an ellipsis or [...] says so, and its parts stand in that order.",
        "What was left out can be the “not”.",
        "Mark the cut with [...], or quote it whole.",
        _found(Code.UNMARKED_CUT),
    ),
    Rule(
        Code.PARAPHRASE,
        "a paraphrase in quotation marks",
        "What is recorded as direct speech is the speaker's words as the source prints them; of a paraphrase few are.",
        "Readers take quotation marks at their word.",
        "Record it as indirect speech and without the quote, or quote the words as they stand.",
        _found(Code.PARAPHRASE),
    ),
    Rule(
        Code.WRONG_SOURCE,
        "right quote, wrong source",
        "A quote stands in the source it is recorded with, not in another that the desk has stored. This goes before "
        "Q401 to Q403.",
        "Whoever looks it up will not find it, and will doubt the rest.",
        "Record it with the source that has it.",
        _found(Code.WRONG_SOURCE),
    ),
    Rule(
        Code.ORPHAN_QUOTE,
        "an orphan quote",
        "Where a standing ruling needs archived copies, every quote on its axis was looked for in one. Silent where "
        "P103 says that the copy is missing.",
        "A quote that nobody looked for is a quote on trust.",
        "Keep a copy of the source, claims archive SOURCE, and look for the quote in it: claims quotes check.",
        _found(Code.ORPHAN_QUOTE),
    ),
]
