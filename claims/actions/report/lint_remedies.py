"""The command that deals with a finding, or that is the first step to it."""

from collections.abc import Sequence

from claims.policy.lint.case import Finding
from claims.policy.rules.codes import Code
from claims.traits import STATUSES
from claims.views import RulingView
from claims.vocabulary import Axis, Status

_REOPENED = {
    Code.RETRACTED_SOURCE: "its source was retracted",
    Code.WITHDRAWN_EVIDENCE: "its evidence was withdrawn",
    Code.CONTRADICTION: "they contradict each other",
    Code.FALLEN_CLAIM: "it leans on a claim that fell",
    Code.CORRECTED_CLAIM: "another claim corrects it",
}
"""What takes the ground from under a ruling: it is open again until somebody has looked, for this reason."""


def remedy(finding: Finding, ruling: RulingView | None, claims: Sequence[int]) -> str:
    """A command for a finding about a ruling, or about something else on these claims; capitals are to be filled in."""
    attribution = " --attribution" if ruling and ruling.axis == Axis.ATTRIBUTION else ""
    if finding.code in _REOPENED:
        listed = " ".join(map(str, claims))
        return f"claims reopen {listed}{attribution} --because '{_REOPENED[finding.code]}'"
    if finding.code is Code.APPROVAL and ruling and ruling.waits:
        return f"claims approve {finding.claim}{attribution} --as NAME"
    if finding.code is Code.OWN_WORD:
        return f"claims evidence retire {finding.record.partition('#')[2]} --because WHY"
    if finding.code in (Code.SHARED_HOST, Code.TWIN_NAMES):
        return finding.hint.partition(";")[0]
    if finding.hint.startswith("claims ") and finding.code not in (Code.APPROVAL, Code.SELF_APPROVAL):
        lacks_reason = finding.code is Code.RECHECK and "--because" not in finding.hint
        return f"{finding.hint} --because WHY" if lacks_reason else finding.hint
    if ruling:
        return f"{rule_again(finding.claim, ruling)} --because WHY"
    return f"claims lint --explain {finding.code}"


def look_again(claim: int, ruling: RulingView) -> str:
    """The command that confirms a ruling whose day for another look has come."""
    return f"{rule_again(claim, ruling)} --because WHY --recheck-on DATE"


def rule_again(claim: int, ruling: RulingView) -> str:
    """The command that makes a ruling once more, without its reason."""
    attribution = " --attribution" if ruling.axis == Axis.ATTRIBUTION else ""
    return f"claims {STATUSES[Status(ruling.status)].verb} {claim}{attribution}"
