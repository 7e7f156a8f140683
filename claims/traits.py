"""What is peculiar to each status, in one table: its command, its colours, how evidence is cited with it, what follows.

The command line, reports, pages, ratings and the policy are made from it. A new status is a row here; tests name every
trait that is missing, and every place that can't do without one.
"""

from dataclasses import dataclass

from claims.vocabulary import Stance, Status


@dataclass(frozen=True, kw_only=True, slots=True)
class StatusTraits:
    """What is peculiar to one status."""

    verb: str
    """The command that rules so."""
    promise: str
    """What that command does, as help says it; a second paragraph may say more."""
    example: str
    """An example of it."""
    colour: str
    """Its colour on a terminal."""
    light: str
    """Its colour on a page, against a light ground: at least 4.5 to 1."""
    dark: str
    """Its colour on a page, against a dark ground: at least 4.5 to 1."""
    cited_as: Stance
    """What evidence cited with it does to the claim, unless it is marked otherwise."""
    fits: frozenset[Stance]
    """The evidence that bears it out."""
    said_as: str
    """How it reads as a rating where only "did they say it?" was answered."""
    opposite: "Status | None" = None
    """The status that says the contrary."""
    falls: bool = False
    """Whether a claim so ruled takes along those that lean on it."""
    heard: bool = False
    """Whether that it was said rests on whoever printed it, besides the evidence."""


ANY = frozenset(Stance)

STATUSES: dict[Status, StatusTraits] = {
    Status.UNVERIFIED: StatusTraits(
        verb="reopen",
        promise="Make claims unverified again.\n\nThe rulings before stay readable.",
        example="claims reopen 12 --because 'the document turned out to be a draft'",
        colour="cyan",
        light="#4f6377",
        dark="#a3b5c8",
        cited_as=Stance.CONTEXT,
        fits=ANY,
        said_as="Unverified attribution",
    ),
    Status.VERIFIED: StatusTraits(
        verb="verify",
        promise="Rule that claims are so (or were said).\n\nWith --attribution: that they were said.",
        example="claims verify 12 --because 'the ministry printed it'"
        " --evidence 'https://ministry.example/text#\"shall resume\"'",
        colour="green",
        light="#156b40",
        dark="#6fcf9a",
        cited_as=Stance.SUPPORTS,
        fits=frozenset({Stance.SUPPORTS}),
        said_as="Correct attribution",
        opposite=Status.REFUTED,
        heard=True,
    ),
    Status.DISPUTED: StatusTraits(
        verb="dispute",
        promise="Rule that credible evidence points both ways.\n\n"
        "Evidence given here speaks against the claim, unless marked supports:.",
        example="claims dispute 12 --because 'the other side denies it' --evidence https://other.example/denial",
        colour="yellow",
        light="#8a5600",
        dark="#e8b04c",
        cited_as=Stance.REFUTES,
        fits=frozenset({Stance.SUPPORTS, Stance.REFUTES}),
        said_as="Disputed attribution",
        heard=True,
    ),
    Status.REFUTED: StatusTraits(
        verb="refute",
        promise="Rule that claims are not so (or were not said).\n\nWith --attribution: that they were not said.",
        example="claims refute 12 --because 'the transcript has other words' --attribution --evidence 4",
        colour="red",
        light="#a8211a",
        dark="#f58f87",
        cited_as=Stance.REFUTES,
        fits=frozenset({Stance.REFUTES}),
        said_as="Incorrect attribution",
        opposite=Status.VERIFIED,
        falls=True,
    ),
    Status.UNVERIFIABLE: StatusTraits(
        verb="unverifiable",
        promise="Rule that nobody can tell.",
        example="claims unverifiable 12 --because 'both witnesses are dead'",
        colour="magenta",
        light="#6c4396",
        dark="#c9a8ea",
        cited_as=Stance.CONTEXT,
        fits=ANY,
        said_as="Unverifiable attribution",
    ),
    Status.WITHDRAWN: StatusTraits(
        verb="withdraw",
        promise="Record that the claimant took it back.",
        example="claims withdraw 12 --because 'the ministry corrected its statement'"
        " --evidence https://ministry.example/correction",
        colour="bright_black",
        light="#62626a",
        dark="#a9a9b2",
        cited_as=Stance.CONTEXT,
        fits=ANY,
        said_as="Withdrawn",
        falls=True,
    ),
}
"""Every status with its traits, in the order of the vocabulary."""

LONGEST_STATUS = max(map(len, Status))
