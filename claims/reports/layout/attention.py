"""What an editor must look at before relying on a report, laid out."""

from claims.reports.content import ClaimantReport, ClaimReport, ReportClaim, SourceReport
from claims.reports.findings import newest_rulings
from claims.reports.layout.page import Remark, Section
from claims.reports.words import QUESTIONS, exception, in_quotes, listed, one_line, when
from claims.vocabulary import Axis

_MOST_NUMBERS = 20
_SUBJECT_WIDTH = 100

ListedReport = SourceReport | ClaimantReport | ClaimReport


def attention(report: ListedReport) -> list[Section]:
    """The sections that have something in them: retracted, contested and due first, open last."""
    sections = [
        Section("Rests on a retracted source", _retracted(report), urgent=True),
        Section("Contested", _contested(report), urgent=True),
        Section(f"Due for re-check by {when(report.today)}", _due(report), urgent=True),
        Section("Ruled against the policy", _against_policy(report), urgent=True),
        Section("Waiting for a second pair of eyes", _pending(report)),
        Section("Open: still unverified", _open(report)),
    ]
    return [section for section in sections if section.remarks]


def calm(report: ListedReport) -> str:
    """The sentence on what needs no attention."""
    quiet = []
    if not report.contested:
        quiet.append("nothing is contested")
    if not report.rests_on_retracted:
        quiet.append("nothing rests on a retracted source")
    if not report.due:
        quiet.append(f"nothing is due for re-check by {when(report.today)}")
    sentence = listed(quiet)
    return f"{sentence[:1].upper()}{sentence[1:]}." if quiet else ""


def claims_of(report: ListedReport) -> list[ReportClaim]:
    """The claims that a report is on."""
    return [report.claim] if isinstance(report, ClaimReport) else report.claims


def flags(report: ListedReport) -> dict[int, list[str]]:
    """For each claim that needs attention, why, in a word or a few."""
    found: dict[int, list[str]] = {}
    for why, ids in (
        ("rests on a retracted source", [each.claim for each in report.rests_on_retracted]),
        ("contested", [each.claim for each in report.contested]),
        ("due for re-check", [each.claim for each in report.due]),
        ("ruled against the policy", [number for number, _ in _overridden(report)]),
        ("pending", [number for number, _ in _waiting(report)]),
    ):
        for id in dict.fromkeys(ids):
            found.setdefault(id, []).append(why)
    return found


def _overridden(report: ListedReport) -> list[tuple[int, str]]:
    """The standing rulings that were made against the policy, and why."""
    return [
        (claim.id, f"{QUESTIONS[Axis(ruling.axis)]} {ruling.status}, {exception(ruling)}")
        for claim in claims_of(report)
        for ruling in newest_rulings(claim).values()
        if ruling.exception
    ]


def _waiting(report: ListedReport) -> list[tuple[int, str]]:
    """The newest rulings that nobody but their maker has looked at."""
    newest = {(claim.id, ruling.axis): ruling for claim in claims_of(report) for ruling in claim.rulings}
    return [
        (number, f"{QUESTIONS[Axis(ruling.axis)]} {ruling.status}, by {one_line(ruling.ruled_by)}")
        for (number, _axis), ruling in newest.items()
        if ruling.pending
    ]


def _against_policy(report: ListedReport) -> list[Remark]:
    return _by_claim(report, _overridden(report))


def _pending(report: ListedReport) -> list[Remark]:
    return _by_claim(report, _waiting(report))


def _by_claim(report: ListedReport, found: list[tuple[int, str]]) -> list[Remark]:
    """What was found, gathered under each claim; a report on one claim need not name it."""
    claims = {claim.id: claim for claim in claims_of(report)}
    gathered: dict[int, list[str]] = {}
    for id, line in found:
        gathered.setdefault(id, []).append(line)
    if isinstance(report, ClaimReport):
        return [Remark(line) for lines in gathered.values() for line in lines]
    return [
        Remark(f"#{id} {in_quotes(claims[id].text, _SUBJECT_WIDTH)}", [*lines], id) for id, lines in gathered.items()
    ]


def _contested(report: ListedReport) -> list[Remark]:
    """Contested claims; of two that contradict each other, the pair is named once."""
    seen: set[tuple[int, int]] = set()
    found = []
    for each in report.contested:
        pair = (min(each.claim, each.other or 0), max(each.claim, each.other or 0))
        if each.other is None or pair not in seen:
            found.append((each.claim, each.why))
            seen.add(pair)
    return _by_claim(report, found)


def _due(report: ListedReport) -> list[Remark]:
    """Rulings whose day has come."""
    again = "to be looked at again by"
    lines = [
        (each.claim, f"{QUESTIONS[Axis(each.axis)]} Ruled {each.status}, {again} {when(each.recheck_on)}.")
        for each in report.due
    ]
    return _by_claim(report, lines)


def _retracted(report: ListedReport) -> list[Remark]:
    """What rests on retracted sources."""
    return _by_claim(report, [(each.claim, each.why) for each in report.rests_on_retracted])


def _open(report: ListedReport) -> list[Remark]:
    """For each question, the claims on which nobody has ruled, by number."""
    remarks = []
    for axis, question in QUESTIONS.items():
        open_on = [each.claim for each in report.open if axis in each.axes]
        ids = [f"#{number}" for number in open_on]
        more = [f"{len(ids) - _MOST_NUMBERS:,} more"] if len(ids) > _MOST_NUMBERS else []
        if ids:
            remarks.append(Remark(f"{question} {listed([*ids[:_MOST_NUMBERS], *more])}", claims=open_on))
    return remarks
