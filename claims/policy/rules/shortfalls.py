"""Where a ruling falls short of the policy: what is missing, and the command that supplies it."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Annotated

from msgspec import Meta, Struct

from claims.policy.provenance.wording import keeping_copies, listed, lowered, when
from claims.policy.rules.codes import Code
from claims.policy.rules.footing import Footing, ProposedRuling, as_proposed, footing
from claims.policy.rules.requirements import Policy, Requirement
from claims.text import name_key
from claims.trails import Discounted, Origin, Origins
from claims.traits import STATUSES
from claims.views import ClaimView
from claims.vocabulary import Axis, Stance, Status

__all__ = ["ProposedRuling", "Shortfall", "as_proposed", "shortfalls", "waits_only"]


class Shortfall(Struct, frozen=True):
    """One thing that the policy asks of a ruling and that isn't there."""

    code: Annotated[Code, Meta(description="Stable code of the rule.")]
    missing: Annotated[str, Meta(description="What is missing, with the numbers.")]
    supply: Annotated[str, Meta(description="A command that supplies it, or what else to do.")]
    principle: Annotated[str | None, Meta(description="The duty that the policy cites for it.")]


def shortfalls(
    claim: ClaimView,
    origins: Origins | Callable[[], Origins],
    ruling: ProposedRuling,
    policy: Policy,
    archived: Collection[int],
    relays: Collection[int] | Callable[[], Collection[int]] = (),
    unrecorded: Collection[int] = (),
) -> list[Shortfall]:
    """What a ruling lacks under a policy, by code; `archived` are the sources with a copy on file.

    `relays` are numbers of evidence that is marked primary although it only passes on what others have; `unrecorded`
    those of sources that are recorded only if the ruling is. Origins and relays may be handed over as what finds them,
    which is asked only where the policy does.
    """
    asked = policy.asks(ruling.axis, ruling.status)

    def stands_on() -> Footing:
        found = origins() if callable(origins) else origins
        return footing(claim, found, ruling, relays() if callable(relays) else relays)

    case = _Case(claim, ruling, asked, stands_on, archived, unrecorded)
    return [*case.sourcing(), *case.copies(), *case.reasons(), *case.both_ways(), *case.approval(), *case.recheck()]


def waits_only(found: Collection[Shortfall]) -> bool:
    """Whether nothing is missing but a second pair of eyes, so that the ruling can wait for it."""
    return bool(found) and all(each.code is Code.APPROVAL for each in found)


@dataclass(frozen=True)
class _Case:
    """A ruling before the policy, one question at a time."""

    claim: ClaimView
    ruling: ProposedRuling
    asked: Requirement
    stands_on: Callable[[], Footing]
    archived: Collection[int]
    unrecorded: Collection[int]

    @cached_property
    def footing(self) -> Footing:
        """What the ruling stands on."""
        return self.stands_on()

    def sourcing(self) -> Iterator[Shortfall]:
        """Enough primary and enough independent sources; or enough of either, if the policy says so."""
        if not (self.asked.primary or self.asked.independent):
            return
        asked, primary, independent = self.asked, self.footing.primary, self.footing.origins
        lacks_primary, lacks_independent = len(primary) < asked.primary, len(independent) < asked.independent
        of_primary = f"{len(primary)} of {_sources(asked.primary, 'primary')}"
        of_independent = f"{len(independent)} of {_sources(asked.independent, 'independent')}"
        if asked.either:
            if lacks_primary and lacks_independent:
                missing = self._with_names(
                    f"{of_independent} (or {len(primary)} of {asked.primary} primary)", independent
                )
                yield self._short(Code.INDEPENDENT, "independent", missing, f"{self._add_evidence()} --primary")
            return
        if lacks_primary:
            missing = self._with_names(of_primary, primary)
            yield self._short(Code.PRIMARY, "primary", missing, f"{self._add_evidence()} --primary")
        if lacks_independent:
            missing = self._with_names(of_independent, independent)
            yield self._short(Code.INDEPENDENT, "independent", missing, self._add_evidence())

    def copies(self) -> Iterator[Shortfall]:
        """An archived copy of every source it rests on."""
        if not self.asked.snapshot:
            return
        bare = [source for source in self.footing.sources if source.id not in self.archived]
        if bare:
            have = len(self.footing.sources) - len(bare)
            without = listed([f"#{source.id}" for source in bare])
            missing = f"{have} of {_sources(len(self.footing.sources), '')} archived: no copy of source {without}."
            supply = "; ".join(keeping_copies(bare, self.unrecorded))
            yield self._short(Code.SNAPSHOT, "snapshot", missing, supply)

    def reasons(self) -> Iterator[Shortfall]:
        """A rationale of some length."""
        length = len(self.ruling.rationale.strip())
        if length < self.asked.rationale:
            missing = f"{length} of {self.asked.rationale} characters of rationale."
            yield self._short(Code.RATIONALE, "rationale", missing, f"{self._rule_again()} --because WHY")

    def both_ways(self) -> Iterator[Shortfall]:
        """Evidence for and evidence against."""
        if not self.asked.both_sides:
            return
        yes, no = self.footing.sides
        if yes and no:
            return
        side = "neither for nor against" if not yes and not no else "only for" if yes else "only against"
        stance = Stance.REFUTES if yes else Stance.SUPPORTS
        missing = self._with_reasons(f"Evidence {side} it; a ruling of {self.ruling.status} takes both.")
        yield self._short(Code.BOTH_SIDES, "both_sides", missing, self._add_evidence(stance))

    def approval(self) -> Iterator[Shortfall]:
        """Somebody else's approval."""
        by, approved_by = self.ruling.ruled_by, self.ruling.approved_by
        attribution = " --attribution" if self.ruling.axis == Axis.ATTRIBUTION else ""
        supply = f"claims approve {self.claim.id}{attribution} --as NAME"
        if self.ruling.stands:  # there is nothing left to approve
            supply = f"{self._rule_again()} --because WHY"
        if approved_by and name_key(approved_by) == name_key(by):
            missing = f"Approved by {approved_by}, who ruled: it takes somebody else."
            yield self._short(Code.SELF_APPROVAL, "approvals", missing, supply)
        elif self.asked.approvals and not approved_by:
            missing = f"0 of 1 approvals: nobody but {by} has looked at it."
            yield self._short(Code.APPROVAL, "approvals", missing, supply)

    def recheck(self) -> Iterator[Shortfall]:
        """A date for another look, soon enough."""
        days, recheck_on, checked_on = self.asked.recheck_days, self.ruling.recheck_on, self.ruling.checked_on
        if days is None:
            return
        supply = f"{self._rule_again()} --because WHY --recheck-on 'in {days} days'"
        last = date.fromisoformat(checked_on).toordinal() + days
        latest = date.fromordinal(min(last, date.max.toordinal())).isoformat()
        if not recheck_on:
            missing = f"No re-check date; one within {days} days is asked for, by {when(latest)}."
        elif recheck_on > latest:
            missing = f"To be looked at again on {when(recheck_on)}; within {days} days is by {when(latest)}."
        elif recheck_on <= checked_on:
            missing = f"To be looked at again on {when(recheck_on)}, but checked on {when(checked_on)}."
        else:
            return
        yield self._short(Code.RECHECK, "recheck_days", missing, supply)

    def _short(self, code: Code, key: str, missing: str, supply: str) -> Shortfall:
        return Shortfall(code, missing, supply, self.asked.duty(key))

    def _with_names(self, counted: str, origins: Collection[Origin]) -> str:
        """A count with the origins it counts, and why it isn't more."""
        names = f": {listed([each.label for each in origins])}." if origins else "."
        why = [each.why for each in origins if each.why]
        unknown = [f"{each.label}: {lowered(each.unknown)}" for each in origins if each.unknown and each.placed]
        doubts = [each.said for each in self.footing.twins]
        return self._with_reasons(" ".join([counted + names, *why, *unknown, *doubts]))

    def _with_reasons(self, sentence: str) -> str:
        """A sentence, and why what was brought doesn't count."""
        withdrawn = [f"Evidence #{each.id} was withdrawn." for each in self.footing.withdrawn]
        return " ".join([sentence, *map(_discounted, self.footing.discounted), *withdrawn])

    def _add_evidence(self, stance: Stance | None = None) -> str:
        """The command that brings one more source to bear."""
        stance = stance or (Stance.REFUTES if self.ruling.status == Status.REFUTED else Stance.SUPPORTS)
        attribution = " --attribution" if self.ruling.axis == Axis.ATTRIBUTION else ""
        return f"claims evidence add {self.claim.id} SOURCE --stance {stance}{attribution}"

    def _rule_again(self) -> str:
        """The command that rules, without its reasons."""
        attribution = " --attribution" if self.ruling.axis == Axis.ATTRIBUTION else ""
        return f"claims {STATUSES[Status(self.ruling.status)].verb} {self.claim.id}{attribution}"


def _sources(count: int, kind: str) -> str:
    """A number of sources of a kind."""
    return f"{count} {kind} source{'' if count == 1 else 's'}".replace("  ", " ")


def _discounted(piece: Discounted) -> str:
    """Why a piece of evidence counts for nothing, as part of a longer text."""
    return f"Evidence #{piece.evidence} doesn't count: {lowered(piece.reason)}"
