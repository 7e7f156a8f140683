"""One claim as a page shows it: who said what, through whom, and how far it is borne out."""

from claims.reports.content import ReportClaim
from claims.reports.findings import live_evidence, live_utterances, newest_rulings, stances
from claims.reports.layout.fragments import is_marked, surroundings, text_fragment
from claims.reports.layout.page import Address, Card, Occasion, Remark, StatusMark
from claims.reports.words import (
    QUESTIONS,
    attributed_chain,
    in_quotes,
    is_unquoted,
    listed,
    number,
    one_line,
    source_line,
    when,
)
from claims.trails import Origin, Origins, Side, counts
from claims.views import EvidenceView, Quote, RulingView, UtteranceView, speakers, told_absence, told_nobody
from claims.vocabulary import Axis, Mode, QuoteState, Stance

SHORT_TEXT = 600
SHORT_LIST = 4
"""How much of a claim a report on many claims shows: characters of a text, and entries of a list."""

_MODES = {
    Mode.DIRECT: "direct quote",
    Mode.MIXED: "partly quoted",
    Mode.INDIRECT: "indirect speech",
    Mode.NARRATED: "the outlet's own words",
}
_QUOTE_STATES = {
    QuoteState.ANCHORED: "",
    QuoteState.MOVED: "moved since it was recorded",
    QuoteState.ORPHAN: "not found in the stored copy of the source",
}


def card(claim: ReportClaim, flags: list[str], *, full: bool = False, source: int | None = None) -> Card:
    """A claim, shortened unless in full; the source that the whole report is about goes unsaid."""
    width = 0 if full else SHORT_TEXT
    utterances = live_utterances(claim)
    if source is not None:
        utterances = sorted(utterances, key=lambda each: each.source is None or each.source.id != source)
    shown = utterances if full else utterances[:SHORT_LIST]
    brought = [] if full else live_evidence(claim)
    remarks = _remarks(claim.origins, full=full)
    if len(shown) < len(utterances):
        remarks.append(f"{number(len(utterances) - len(shown), 'more utterance')} not shown.")
    if brought[SHORT_LIST:]:
        pieces = number(len(brought) - SHORT_LIST, "more piece of evidence", "more pieces of evidence")
        remarks.append(f"{pieces} not shown: claims report claim {claim.id}")
    return Card(
        id=claim.id,
        text=one_line(claim.text, width),
        language=claim.language,
        speaker=_speaker(utterances),
        flags=flags,
        said=_verdict(claim, Axis.ATTRIBUTION, full=full),
        true=_verdict(claim, Axis.CONTENT, full=full),
        independent=counted(claim.origins, full=full),
        figures=figures(claim.origins),
        occasions=[_occasion(claim, each, width, source, full=full) for each in shown],
        remarks=remarks,
        evidence=[exhibit(each, claim, full=False) for each in brought[:SHORT_LIST]],
    )


def speaker(claim: ReportClaim) -> str:
    """Those who made the claim, with their roles at the time."""
    return _speaker(live_utterances(claim))


def quote_state(quote: Quote, *, missing: bool = False) -> str:
    """What there is to know about where a quote stands; nothing when it was found. `missing` if a copy lacks it."""
    if quote.state == QuoteState.ORPHAN and quote.snapshot is None and not missing:
        return "not yet held against a stored copy of the source"
    return _QUOTE_STATES[QuoteState.ORPHAN] if missing else _QUOTE_STATES.get(QuoteState(quote.state), quote.state)


def unfound(origins: Origins, kind: str, number: int) -> bool:
    """Whether the quote of a record isn't in what is stored of its source."""
    return f"{kind} #{number}" in origins.unfound


def edited(claim: ReportClaim, kind: str, number: int) -> str:
    """How a source was changed so that the quoted words are gone from it; nothing where they aren't."""
    read = claim.copies.get(f"{kind} #{number}")
    return read.edit.told() if read and read.edit else ""


def copied(claim: ReportClaim, kind: str, record: UtteranceView | EvidenceView, *, full: bool) -> str:
    """The copy that a record was judged on or would be: `Judged on the copy of 3 May 2025, sha256 ...`.

    The passage is named where another was judged than the record quotes now.
    """
    read = claim.copies.get(f"{kind} #{record.id}")
    if read is None or (read.copy is None and kind == "utterance" and not full):
        return ""
    told = read.told(whole=full)
    if read.exact and (record.quote is None or read.exact != record.quote.exact):
        told += f"; the passage judged was {in_quotes(read.exact, 0 if full else SHORT_TEXT)}"
    return f"{told[:1].upper()}{told[1:]}"  # without a full stop, which would seem part of the hash


def exhibit(evidence: EvidenceView, claim: ReportClaim, *, full: bool = True) -> Remark:
    """A source, what it does to the claim, the words that do it, where it is, and the copy it was judged on."""
    does = [evidence.stance, evidence.directness or "", "withdrawn" if evidence.retired_at else ""]
    gone = f" (retracted on {when(evidence.source.retracted_on)})" if evidence.source.retracted_on else ""
    said = [
        f"{QUESTIONS[Axis(evidence.axis)]} {', '.join(part for part in does if part)}."
        f" {source_line(evidence.source)}{gone}."
    ]
    change = edited(claim, "evidence", evidence.id)
    if evidence.quote:
        missing = unfound(claim.origins, "evidence", evidence.id)
        state = "" if change else quote_state(evidence.quote, missing=missing)
        words = in_quotes(evidence.quote.exact, 0 if full else SHORT_TEXT)
        said.append(words + (f" ({state})" if state else ""))
    lines: list[str | Address] = [
        " ".join(said),
        Address(one_line(evidence.source.url or "")),
        copied(claim, "evidence", evidence, full=full),
        change,
        one_line(evidence.note or "", 0 if full else SHORT_TEXT),
    ]
    return Remark(f"Evidence #{evidence.id}", lines)


def counted(origins: Origins, *, full: bool = False) -> str:
    """How many independent sources answer each question either way, and which: one sentence."""

    def names(side: Side) -> str:
        labels = [one_line(origins.groups[place].label, 100) for place in side.origins]
        shown = labels if full else labels[:SHORT_LIST]
        more = [f"{len(labels) - len(shown)} more"] if len(shown) < len(labels) else []
        return f" ({listed([*shown, *more])})" if labels else ""

    phrase = counts(origins, names)
    return f"{phrase[:1].upper()}{phrase[1:]}"


def figures(origins: Origins) -> str:
    """The counts as a cell of a table has room for them: `said 3, so 2, not so 1`."""
    sides = [("said", origins.said), ("not said", origins.not_said), ("so", origins.so), ("not so", origins.not_so)]
    return ", ".join(f"{name} {side.count}" for name, side in sides if side.count or name in ("said", "so"))


def _speaker(utterances: list[UtteranceView]) -> str:
    """The speakers with their roles, each once."""
    first = [link for each in utterances for link in speakers(each.chain)]
    known = {link.claimant for link in first if link.role}
    told = [link for link in first if link.role or link.claimant not in known]
    named = [one_line(f"{link.name}, {link.role}" if link.role else link.name, 200) for link in told]
    return "; ".join(dict.fromkeys(named))


def _verdict(claim: ReportClaim, axis: Axis, *, full: bool) -> StatusMark:
    """How a claim stands on an axis, and the evidence for and against that counts."""
    ruling = newest_rulings(claim).get(axis)
    supports, refutes = stances(claim, axis)
    weighed = f"{supports} for, {refutes} against" if supports or refutes else _nothing_counts(claim, axis)
    rating = one_line(ruling.rating, 100) if ruling and ruling.rating else ""
    return StatusMark(
        QUESTIONS[axis], getattr(claim.status, axis), rating, weighed, "" if full else _ruled(claim, ruling)
    )


def _ruled(claim: ReportClaim, ruling: RulingView | None) -> str:
    """Who gave a ruling, when, and why; nothing where nobody has."""
    if ruling is None:
        return ""
    approved = f", approved by {one_line(ruling.approved_by, 100)}" if ruling.approved_by else ""
    rests = [f"#{number}" for number in ruling.evidence]
    on = f" Rests on evidence {listed(rests)}." if rests else ""
    review = claim.reviews.get(ruling.review) if ruling.review is not None else None
    where = f" The review: {source_line(review)}." if review else ""
    day = when(ruling.checked_on) if review is None or review.published_on else "date not known"
    why = in_quotes(ruling.rationale, SHORT_TEXT)
    stop = "" if why[-2:-1] in ".!?…" else "."
    return f"{one_line(ruling.ruled_by, 100)}, {day}{approved}: {why}{stop}{on}{where}"


def _nothing_counts(claim: ReportClaim, axis: Axis) -> str:
    """What to say where nothing counts for or against: that it was left out, takes no side, or isn't there."""
    brought = [each.stance for each in live_evidence(claim) if each.axis == axis]
    if any(stance in (Stance.SUPPORTS, Stance.REFUTES) for stance in brought):
        return "no evidence that counts"
    return "no evidence either way" if brought else "no evidence"


def _remarks(origins: Origins, *, full: bool) -> list[str]:
    """What was not counted and, where the docket doesn't follow, why several are counted as one."""
    as_one = [
        f"{_numbers(group.utterances, group.evidence)}: {' '.join(filter(None, (group.why, _adds(group))))}"
        for group in origins.groups
        if group.why or _adds(group)
    ]
    doubts = [each.said for each in origins.twins]
    left_out = [f"Not counted: {each.label}. {each.reason}" for each in origins.discounted]
    circles = [
        f"Sources {listed([f'#{id}' for id in circle])} are recorded as taking from one another."
        for circle in origins.cycles
    ]
    if full:
        return [one_line(each) for each in [*left_out, *circles, *doubts]]
    remarks = [one_line(each, 400) for each in [*as_one, *left_out, *circles, *doubts]]
    if len(remarks) <= SHORT_LIST:
        return remarks
    return [*remarks[:SHORT_LIST], f"{number(len(remarks) - SHORT_LIST, 'more remark')} not shown."]


def _adds(group: Origin) -> str:
    """What isn't known about an origin, where that keeps it from being counted."""
    return group.unknown if not group.counts else ""


def _numbers(utterances: list[int], evidence: list[int]) -> str:
    """Utterances and evidence by their numbers, the first few of them: `Utterances #1 and #2, evidence #3`."""
    kinds = [("utterance" + "s" * (len(utterances) > 1), utterances), ("evidence", evidence)]
    named = [f"{kind} {listed([f'#{id}' for id in ids[:8]] + ['more'] * (len(ids) > 8))}" for kind, ids in kinds if ids]
    line = " with ".join(named)
    return line[:1].upper() + line[1:]


def _nobody(utterance: UtteranceView) -> str:
    """That the speaker is unknown, that there is none, or that nobody recorded one who passed it on."""
    relayed = bool(utterance.chain) and utterance.chain[0].relayed
    return told_nobody(utterance.speaker_absence, relayed=relayed)


def _occasion(claim: ReportClaim, utterance: UtteranceView, width: int, source: int | None, *, full: bool) -> Occasion:
    """One utterance: when, how, through whom, in what words."""
    printed_in, quote = utterance.source, utterance.quote
    missing = unfound(claim.origins, "utterance", utterance.id)
    change = edited(claim, "utterance", utterance.id)
    unquoted = quote is not None and is_unquoted(utterance.mode) and not is_marked(quote)
    before, after = surroundings(quote, to_the_letter=unquoted) if quote else ("", "")
    unsaid = printed_in is None or printed_in.id == source
    return Occasion(
        when=when(utterance.said_on) if utterance.said_on else told_absence("date", utterance.said_on_absence),
        mode=_MODES[Mode(utterance.mode)] if utterance.mode else "",
        chain=" > ".join(part for part in (_nobody(utterance), attributed_chain(utterance.chain)) if part),
        source="" if printed_in is None or unsaid else source_line(printed_in),
        url=None if printed_in is None or unsaid else printed_in.url,
        quote=one_line(quote.exact, width) if quote else "",
        quote_state=quote_state(quote, missing=missing) if quote and not change else "",
        place=one_line(utterance.occasion or "", 200),
        before=before,
        after=after,
        unquoted=unquoted,
        copy=copied(claim, "utterance", utterance, full=full),
        edited=change,
        quote_url=text_fragment(printed_in.url, quote) if printed_in and quote and not change else "",
    )
