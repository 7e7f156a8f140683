"""Lint's rules on the evidence under a ruling, E201 to E208, and on its rating, R501."""

from collections.abc import Iterator
from datetime import date

from claims.dates import parse_date
from claims.policy.lint.case import Case, Finding, Rule
from claims.policy.lint.troubles import echoes, explained, retracted, withdrawn
from claims.policy.provenance.twins import HOST, NAME
from claims.policy.provenance.wording import in_quotes, listed, source_name, when
from claims.policy.rules.codes import Code
from claims.policy.rules.footing import Footing, as_proposed, rests_on
from claims.policy.rules.ratings import meaning
from claims.trails import Twins
from claims.traits import STATUSES
from claims.views import RulingView
from claims.vocabulary import Axis, Stance, Status

_OPPOSITE = {status: traits.opposite for status, traits in STATUSES.items() if traits.opposite}


def _ruled_before_evidence(case: Case) -> Iterator[Finding]:
    for ruling in case.settled():
        named = [each for each in rests_on(case.claim, as_proposed(ruling)) if ruling.evidence]
        for evidence in named:
            published = evidence.source.published_on
            if evidence.retired_at or not published or not _certainly_before(ruling.checked_on, published):
                continue
            said = f"Checked on {when(ruling.checked_on)}, but evidence #{evidence.id} was published {when(published)}."
            hint = f"Correct the date of source #{evidence.source.id} with claims source edit, or rule again."
            yield case.found(Code.RULED_BEFORE_EVIDENCE, _record(ruling), said, hint)


def _certainly_before(day: str, published: str) -> bool:
    """Whether a day lies before the whole of a period; "about" is never certain."""
    period = parse_date(published, date.min)
    return not period.circa and day < period.first


def _retracted(case: Case) -> Iterator[Finding]:
    for ruling in case.settled():
        for record, source, gone in retracted(case, ruling):
            what = f"It rests on {record}, whose source {in_quotes(source_name(source))}"
            taken = "" if gone.id == source.id else f" takes its content from {in_quotes(source_name(gone))}, which"
            said = f"{what}{taken} was retracted on {when(gone.retracted_on or '')}."
            hint = "Check without it and rule again, naming the evidence that is left."
            yield case.found(Code.RETRACTED_SOURCE, _record(ruling), said, hint)


def _withdrawn(case: Case) -> Iterator[Finding]:
    for ruling in case.settled():
        for evidence in withdrawn(case, ruling):
            said = (
                f"It rests on evidence #{evidence.id}, which was withdrawn on {when((evidence.retired_at or '')[:10])}."
            )
            hint = "Check without it and rule again, naming the evidence that is left."
            yield case.found(Code.WITHDRAWN_EVIDENCE, _record(ruling), said, hint)


def _own_word(case: Case) -> Iterator[Finding]:
    seen = set()
    for ruling in case.settled():
        for evidence, reason in echoes(case, ruling):
            if evidence.id not in seen:
                seen.add(evidence.id)
                what = "a party's own denial" if evidence.stance == Stance.REFUTES else "the claim once more"
                said = f"Verification #{ruling.id} rests on it, but it is {what}. {reason}"
                withdraw = f"claims evidence retire {evidence.id} --because WHY"
                hint = f"Withdraw it ({withdraw}) and bring a source of its own."
                yield case.found(Code.OWN_WORD, f"evidence #{evidence.id}", said, hint)


def _weaker(case: Case) -> Iterator[Finding]:
    for ruling in case.settled():
        opposite = _OPPOSITE.get(Status(ruling.status))
        overturned = next((each for each in case.before(ruling) if each.status == opposite), None)
        if not overturned or explained(case, ruling):
            continue
        new, old = _strength(case, ruling), _strength(case, overturned)
        lost_primary = new[1] == 0 and old[1] > 0
        if lost_primary or (new[0] < old[0] and not (new[1] > 0 and old[1] == 0)):
            said = f"{_told(ruling, new)} overturned verification #{overturned.id}: {_told(overturned, old).lower()}."
            hint = "Bring evidence at least as strong, or rule it disputed."
            yield case.found(Code.WEAKER_EVIDENCE, _record(ruling), said, hint)


def _strength(case: Case, ruling: RulingView) -> tuple[int, int]:
    """How many independent origins of evidence, and how many primary ones, a ruling rests on today."""
    stands_on: Footing = case.footing(ruling)
    return (
        sum(bool(stands_on.counted & set(each.evidence)) for each in stands_on.origins),
        sum(bool(stands_on.first_hand & set(each.evidence)) for each in stands_on.primary),
    )


def _told(ruling: RulingView, strength: tuple[int, int]) -> str:
    independent, primary = strength
    return f"{ruling.status.capitalize()} on {independent} independent origins, {primary} of them primary"


def _relay(case: Case) -> Iterator[Finding]:
    for evidence, reason in case.relays.items():
        hint = "Bring the origin itself as primary evidence, and this one as secondary."
        said = f"It is marked primary, but passes on what others have. {reason}"
        yield case.found(Code.RELAY_AS_ORIGIN, f"evidence #{evidence}", said, hint)


def _shared_host(case: Case) -> Iterator[Finding]:
    for ruling in case.settled():
        if found := _doubles(case, ruling, HOST):
            yield case.found(Code.SHARED_HOST, _record(ruling), _on_one_host(case, found), _judge(case, found))


def _twin_names(case: Case) -> Iterator[Finding]:
    for ruling in case.settled():
        if found := _doubles(case, ruling, NAME):
            said = " ".join(each.said for each in found)
            yield case.found(Code.TWIN_NAMES, _record(ruling), said, _judge(case, found))


def _doubles(case: Case, ruling: RulingView, why: str) -> list[Twins]:
    """The likely twins among what counts for a ruling; one piece alone has none."""
    bearing = [each for each in rests_on(case.claim, as_proposed(ruling)) if each.retired_at is None]
    if len(bearing) + (len(case.utterances) if ruling.axis == Axis.ATTRIBUTION else 0) < 2:
        return []
    return [each for each in case.footing(ruling).twins if each.why == why]


def _on_one_host(case: Case, found: list[Twins]) -> str:
    """How many of the origins that a ruling counts share a host, and which."""
    groups = case.origins.groups
    places = {place for each in found for place in (each.one, each.other)}
    sites = sorted(set.union(*({*groups[each.one].sites} & {*groups[each.other].sites} for each in found)))
    names = listed([groups[place].label for place in sorted(places)])
    return f"{len(places)} of the origins that it counts share {listed(sites)}: {names}."


def _judge(case: Case, found: list[Twins]) -> str:
    """How to say whether the first two of them are one, by a source of each."""
    pieces = {f"e{each.id}": each.source for each in case.evidence}
    pieces |= {f"u{each.id}": each.source for each in case.utterances if each.source}
    numbers = []
    for place in (found[0].one, found[0].other):
        group = case.origins.groups[place]
        keys = [*(f"e{each}" for each in group.evidence), *(f"u{each}" for each in group.utterances)]
        numbers.append(next((str(pieces[key].id) for key in keys if key in pieces), "SOURCE"))
    one, other = numbers
    return f"claims source judge {one} {other} --same --because WHY; if they are two, with --independent."


def _rating(case: Case) -> Iterator[Finding]:
    for ruling in case.settled():
        status = meaning(ruling.rating, ruling.axis, case.ledger.policy)
        if status and status != ruling.status:
            said = f"Rated {in_quotes(ruling.rating or '')}, which stands for {status}, but ruled {ruling.status}."
            hint = "Rule again with the rating or the status that was meant, or map the label under [ratings]."
            yield case.found(Code.RATING, _record(ruling), said, hint)


def _record(ruling: RulingView) -> str:
    return f"verification #{ruling.id}"


RULES = [
    Rule(
        Code.RULED_BEFORE_EVIDENCE,
        "ruling dated before its evidence",
        "The day of the check is not before the publication of any evidence that the ruling names; a month or a year "
        "counts only if all of it is later, and an approximate date never.",
        "One of the two dates is wrong, or the evidence was found to fit the ruling.",
        "Correct the source's date, or check again and rule with the day on which you did.",
        _ruled_before_evidence,
    ),
    Rule(
        Code.RETRACTED_SOURCE,
        "rests on a retracted source",
        "No standing ruling rests on a source that was retracted, nor on one that takes its content from such a one.",
        "What its own publisher took back is no ground to stand on.",
        "Check without it and rule again, naming the evidence that is left.",
        _retracted,
    ),
    Rule(
        Code.WITHDRAWN_EVIDENCE,
        "rests on withdrawn evidence",
        "No standing ruling names evidence that the desk withdrew.",
        "The ruling claims more ground than it has.",
        "Check without it and rule again, naming the evidence that is left.",
        _withdrawn,
    ),
    Rule(
        Code.OWN_WORD,
        "evidence resting on the claim itself",
        "Nothing that a claim is ruled to be so on is the claimant's own word, or the report that carries the claim; "
        "nor is what it is ruled out on the claimant's own denial. "
        "Where such a report is marked primary, E206 speaks instead.",
        "That somebody said it is evidence that they said it, and nothing more.",
        "Withdraw it, or bring it with --attribution; then bring a source of its own and rule again.",
        _own_word,
    ),
    Rule(
        Code.WEAKER_EVIDENCE,
        "overturned on weaker evidence",
        "A ruling that reverses an earlier one rests on at least as many independent origins of evidence, and on "
        "primary evidence if that did; a first primary source outweighs any number of secondary ones. What was "
        "withdrawn or retracted since counts for neither.",
        "A reversal on less than there was before is a change of mind, not a finding.",
        "Bring evidence at least as strong, or rule it disputed.",
        _weaker,
    ),
    Rule(
        Code.RELAY_AS_ORIGIN,
        "a relay cited as the origin",
        "Evidence marked primary is first-hand: its source takes its content from no other, and didn't merely pass the "
        "claim on.",
        "A copy that passes for the original lends weight that nobody has checked.",
        "Bring the origin itself as primary evidence, and this one as secondary.",
        _relay,
    ),
    Rule(
        Code.SHARED_HOST,
        "origins that share a host",
        "The origins that a ruling counts as independent stand on sites of their own, as two blogs on "
        "one host service do.",
        "Two names on one site are mostly one newsroom.",
        "Merge the claimants, or say whether the sources are one: claims source judge ONE OTHER --same or "
        "--independent, with the reason.",
        _shared_host,
    ),
    Rule(
        Code.TWIN_NAMES,
        "origins with nearly the same name",
        "No two origins that a ruling counts as independent have names that differ only in a letter, an article, a "
        "country, the order of words or a word left out.",
        "One outlet entered under two names is one outlet.",
        "Merge the claimants, or say whether the sources are one: claims source judge ONE OTHER --same or "
        "--independent, with the reason.",
        _twin_names,
    ),
    Rule(
        Code.RATING,
        "a rating mapped wrongly",
        "A ruling's rating stands for its status: by the policy's [ratings] table, else, on content, by the plain "
        "sense of a label such as True or Pants on Fire.",
        "Readers see the rating, programs read the status; they must not be told different things.",
        "Rule again with the rating or the status that was meant, or map the label under [ratings].",
        _rating,
    ),
]
