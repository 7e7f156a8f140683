"""The claimants and sources that a person names while recording: found, or added, with a word about near misses."""

from collections.abc import Mapping

from claims.actions.read.find import address_of, alike_names, find_claimant, find_source, near_names, require_file
from claims.errors import Refused
from claims.ledger.log.ledger import Ledger
from claims.models import Claimant, Source
from claims.text import clean_line, clean_name, quoted


class Register:
    """Finds or adds by name on behalf of one command; `remarks` are for the person's eye.

    A new name that is one or two letters off a known one is remarked on, and refused when `strict`. `meant` has, by
    snapshot and words, which of several places a person means by a quote, from 1.
    """

    def __init__(
        self, ledger: Ledger, *, strict: bool = False, meant: Mapping[tuple[int, str], int] | None = None
    ) -> None:
        self.ledger = ledger
        self.remarks: list[str] = []
        self.meant = meant or {}
        self._strict = strict

    def claimant(self, written: str) -> Claimant:
        """The claimant meant by a number, name or alias; a new one if nobody bears the name."""
        name = clean_name(written)
        found = find_claimant(self.ledger.session, name)
        if found is None:
            self.mind_near(name, "claimant")
            found = self.ledger.add(Claimant(name=name))
        return found

    def source(self, written: str) -> Source:
        """The source meant by a number, address, file or title; a new one if none is known."""
        found = find_source(self.ledger.session, written)
        if found is None:
            found = self.ledger.add(self.new_source(written))
        return found

    def evidence_source(self, written: str) -> Source:
        """The source that is named as evidence; a new one is remarked on, since a slip of the pen would be one."""
        found = find_source(self.ledger.session, written)
        if found is not None:
            return found
        new = self.new_source(written)
        if self._strict:
            raise Refused(
                f"No source is known as {quoted(written)}.",
                "Nothing was recorded. Add it first (claims source add), or leave out --strict.",
            )
        found = self.ledger.add(new)
        self.remarks.append(f"Source #{found.id} is new: {quoted(written)}.")
        return found

    def new_source(self, written: str) -> Source:
        """A source of which only an address, a file or a title is known."""
        require_file(written)
        address = address_of(written)
        if address is None:
            title = clean_line(written, "source title", 1_000)
            self.mind_near(title, "source")
            return Source(title=title)
        if address.startswith("file:"):
            return Source(
                url=address, title=clean_line(written.replace("\\", "/").rsplit("/", 1)[-1], "file name", 1_000)
            )
        return Source(url=address)

    def mind(self, remark: str, hint: str) -> None:
        """Remark on something a person may not have meant; refuse it when strict."""
        if self._strict:
            raise Refused(remark, f"Nothing was recorded. {hint}")
        self.remarks.append(f"{remark} {hint}")

    def mind_near(self, name: str, noun: str) -> None:
        near = near_names(self.ledger.session, name, noun)
        if not near and noun == "claimant":
            near = alike_names(self.ledger.session, name)
        known = find_claimant(self.ledger.session, near[0]) if near and noun == "claimant" else None
        if known is not None and known.confidential:
            self.mind(
                f"{quoted(name)} is a new claimant, with a name close to that of #{known.id}, who is confidential.",
                f"If they are one: claims claimant merge {quoted(name)} {known.id} --because REASON.",
            )
        elif near:
            self.mind(
                f"{quoted(name)} is a new {noun}; did you mean {quoted(near[0])}?",
                f"If they are one: claims {noun} merge {quoted(name)} {quoted(near[0])}."
                if not self._strict
                else f"Write {quoted(near[0])}, or leave out --strict.",
            )
