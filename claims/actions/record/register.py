"""The claimants and sources that a person names while recording: found, or added, with a word about near misses."""

from collections.abc import Mapping, Sequence

from claims.actions.read.find import address_of, find_claimant, find_source, require_file
from claims.actions.read.near_names import Near, alike_names, near_names
from claims.errors import Doubt, InDoubt, Refused
from claims.ledger.log.ledger import Ledger
from claims.models import Claimant, Source
from claims.text import clean_line, clean_name, quoted


class Register:
    """Finds or adds by name on behalf of one command; `remarks` are for the person's eye.

    A new name that may well be a known one is asked about where somebody is there who `asks`, else remarked on, and
    refused when `strict`. `meant` has what was answered: by snapshot and words which place of a quote is meant, by noun
    and name which known name, from 1; 0 is a new one.
    """

    def __init__(
        self,
        ledger: Ledger,
        *,
        strict: bool = False,
        meant: Mapping[Doubt, int] | None = None,
        asks: bool = False,
    ) -> None:
        self.ledger = ledger
        self.remarks: list[str] = []
        self.meant = meant or {}
        self._strict = strict
        self._asks = asks
        self._new: dict[str, list[Near]] = {"claimant": [], "source": []}

    def claimant(self, written: str) -> Claimant:
        """The claimant meant by a number, name or alias; a new one if nobody bears the name."""
        name = clean_name(written)
        found = find_claimant(self.ledger.session, name)
        if found is None:
            known = self.mind_near(name, "claimant")
            found = (
                self.ledger.session.get_one(Claimant, known.number) if known else self.new_claimant(Claimant(name=name))
            )
        return found

    def new_claimant(self, claimant: Claimant, aliases: Sequence[str] = ()) -> Claimant:
        """Add a claimant, whose name the rest of the command knows."""
        added = self.ledger.add(claimant, aliases)
        self._new["claimant"].append(Near(added.id, added.name))
        return added

    def source(self, written: str) -> Source:
        """The source meant by a number, address, file or title; a new one if none is known."""
        return self._known_source(written) or self.new_source(_drafted(written))

    def evidence_source(self, written: str) -> Source:
        """The source that is named as evidence; a new one is remarked on, since a slip of the pen would be one."""
        found = self._known_source(written)
        if found is not None:
            return found
        new = _drafted(written)
        if self._strict:
            raise Refused(
                f"No source is known as {quoted(written)}.",
                "Nothing was recorded. Add it first (claims source add), or leave out --strict.",
            )
        found = self.new_source(new)
        self.remarks.append(f"Source #{found.id} is new: {quoted(written)}.")
        return found

    def draft_source(self, written: str) -> Source:
        """A source that nobody added yet, of which only an address, a file or a title is known."""
        draft = _drafted(written)
        known = self._meant_source(draft)
        if known is not None:
            raise Refused(f"That is source #{known.id}.", f"claims source edit {known.id} changes it.")
        return draft

    def new_source(self, source: Source) -> Source:
        """Add a source, whose title the rest of the command knows."""
        added = self.ledger.add(source)
        if added.title:
            self._new["source"].append(Near(added.id, added.title))
        return added

    def _known_source(self, written: str) -> Source | None:
        found = find_source(self.ledger.session, written)
        return found if found is not None else self._meant_source(_drafted(written))

    def _meant_source(self, draft: Source) -> Source | None:
        """The known source that a person who was asked means by a title that is close to its own."""
        if draft.url is not None or draft.title is None:
            return None
        known = self.mind_near(draft.title, "source")
        return self.ledger.session.get_one(Source, known.number) if known else None

    def mind(self, remark: str, hint: str) -> None:
        """Remark on something a person may not have meant; refuse it when strict."""
        if self._strict:
            raise Refused(remark, f"Nothing was recorded. {hint}")
        self.remarks.append(f"{remark} {hint}")

    def mind_near(self, name: str, noun: str) -> Near | None:
        """Remark on a new name that may well be a known one, or ask; the known one, if a person says that it is."""
        near = self._near(name, noun)
        if not near:
            return None
        shown = [self._shown(each, noun) for each in near]
        answered = self.meant.get((noun, name, *shown))
        if answered is not None:
            return near[answered - 1] if answered else None
        if self._asks and not self._strict:
            raise InDoubt(
                f"{quoted(name)} may be {shown[0]}.",
                "Give the number.",
                (noun, name, *shown),
                shown,
                f"{name} is new here. Is that" if len(shown) == 1 else f"{name} is new here. It may be:",
                f"a new {noun}",
            )
        if self._is_hidden(near[0], noun):
            number = near[0].number
            self.mind(
                f"{quoted(name)} is a new claimant, with a name close to that of #{number}, who is confidential.",
                f"If they are one: claims claimant merge {quoted(name)} {number} --because REASON.",
            )
        else:
            self.mind(
                f"{quoted(name)} is a new {noun}; did you mean {quoted(near[0].name)}?",
                f"If they are one: claims {noun} merge {quoted(name)} {quoted(near[0].name)}."
                if not self._strict
                else f"Write {quoted(near[0].name)}, or leave out --strict.",
            )
        return None

    def _near(self, name: str, noun: str) -> list[Near]:
        """The records that may well be meant, each once."""
        session, new = self.ledger.session, self._new[noun]
        found = near_names(session, name, noun, new)
        if not found and noun == "claimant":
            found = alike_names(session, name, new)
        borne: dict[int, Near] = {}
        for each in found:
            number = self._bearer(each, noun)
            borne.setdefault(number, Near(number, each.name))
        return list(borne.values())[:MOST_ASKED]

    def _bearer(self, near: Near, noun: str) -> int:
        """Whose name it is; what was merged stands for what it was merged into."""
        session = self.ledger.session
        bearer = session.get_one(Claimant, near.number) if noun == "claimant" else session.get_one(Source, near.number)
        return bearer.merged_into_id or near.number

    def _is_hidden(self, near: Near, noun: str) -> bool:
        return noun == "claimant" and self.ledger.session.get_one(Claimant, near.number).confidential is not None

    def _shown(self, near: Near, noun: str) -> str:
        if self._is_hidden(near, noun):
            return f"claimant #{near.number}, who is confidential"
        return f"{near.name} (#{near.number})"


def _drafted(written: str) -> Source:
    """A source of which only an address, a file or a title is known."""
    require_file(written)
    address = address_of(written)
    if address is None:
        return Source(title=clean_line(written, "source title", 1_000))
    if address.startswith("file:"):
        return Source(url=address, title=clean_line(written.replace("\\", "/").rsplit("/", 1)[-1], "file name", 1_000))
    return Source(url=address)


MOST_ASKED = 5
"""Names that a person is asked about at once."""
