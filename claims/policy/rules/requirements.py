"""A desk's policy: what each status takes on each axis, as its policy file says."""

from msgspec import Struct
from msgspec.structs import replace

from claims.policy.rules.codes import Code
from claims.vocabulary import Axis, Status

REASONED = ("edit", "alias", "merge")
"""Changes for which a desk may ask a reason: of a record's fields, of a person's names, of two records into one."""


class Requirement(Struct, frozen=True, kw_only=True):
    """What a ruling of one status on one axis takes; what isn't said isn't asked."""

    primary: int = 0
    """The least number of primary sources, copies of one another counted once."""
    independent: int = 0
    """The least number of independent sources, primary ones among them."""
    either: bool = False
    """Whether enough primary or enough independent sources do; else both are needed."""
    snapshot: bool = False
    """Whether every source that the ruling rests on needs an archived copy."""
    rationale: int = 0
    """The least number of characters in which the ruling says why."""
    both_sides: bool = False
    """Whether there must be evidence for and evidence against."""
    approvals: int = 0
    """How many people other than the one who ruled have to approve: none or one."""
    recheck_days: int | None = None
    """Within how many days of the check somebody has to look again; None: no date is asked for."""
    principle: str | dict[str, str] = ""
    """The duty that these rules carry out, in words: one for all of them, or one for each key."""

    def duty(self, key: str) -> str | None:
        """The principle behind one key of this requirement, if the policy cites any."""
        return (self.principle if isinstance(self.principle, str) else self.principle.get(key)) or None


NOTHING_ASKED = Requirement()


class Policy(Struct, frozen=True, kw_only=True):
    """What a desk asks of its rulings."""

    name: str
    description: str = ""
    sha256: str = ""
    """SHA-256 of the file that says it."""
    allow: frozenset[Code] = frozenset()
    """Codes of findings that the desk switched off."""
    reasons_for: frozenset[str] = frozenset()
    """Changes that take a reason, besides those that always do."""
    ratings: dict[str, Status] = {}
    """The status that each of the desk's own rating labels stands for."""
    content: dict[Status, Requirement] = {}
    attribution: dict[Status, Requirement] = {}

    def differs(self, other: "Policy") -> bool:
        """Whether another policy asks anything else, whatever it is called and however its file is written."""
        return replace(self, sha256="", name="", description="") != replace(other, sha256="", name="", description="")

    def asks(self, axis: str, status: str) -> Requirement:
        """What a ruling of this status on this axis takes."""
        table = self.content if axis == Axis.CONTENT else self.attribution
        return table.get(Status(status), NOTHING_ASKED)
