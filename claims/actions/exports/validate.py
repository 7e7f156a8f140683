"""Checks of files that are to go out, against the rules of those who will read them."""

import os
import stat
from pathlib import Path
from typing import Annotated, BinaryIO

from msgspec import Meta, Struct

from claims.errors import NotFound
from claims.formats.validate.validation import faults

MOST_SHOWN = 1_000
"""Faults that are named; the rest are only counted."""


class FoundFault(Struct, frozen=True):
    """What is wrong with a document, and where."""

    document: Annotated[int, Meta(description="Number of the document in the file, from 1; 0 for the file itself.")]
    path: Annotated[str, Meta(description="JSON path of the fault in that document, such as $.reviewRating.")]
    said: Annotated[str, Meta(description="What is wrong.")]


class ValidatedFile(Struct, frozen=True):
    """A file held against a profile."""

    file: Annotated[str, Meta(description="The file, as it was named.")]
    profile: Annotated[str, Meta(description="Whose rules.")]
    documents: Annotated[int, Meta(description="How many documents, or rows, it holds.")]
    count: Annotated[int, Meta(description="How many faults there are.")]
    faults: Annotated[list[FoundFault], Meta(description="The first thousand of them, in the order of the file.")]

    def told(self) -> str:
        """The result as a person reads it: a fault a line, then the sum."""
        lines = [f"{self._place(each)}: {each.said}" for each in self.faults]
        if self.count > len(self.faults):
            lines.append(f"... and {self.count - len(self.faults):,} more")
        held = f"{self.documents:,} {'document' if self.documents == 1 else 'documents'}"
        found = f"{self.count:,} {'fault' if self.count == 1 else 'faults'}" if self.count else "no fault"
        return "\n".join([*lines, f"{self.file}: {held}, {found} by the rules of {self.profile}."])

    def _place(self, fault: FoundFault) -> str:
        return fault.path if self.documents == 1 or not fault.document else f"document {fault.document} {fault.path}"


def validate_file(file: Path, profile: str, standard_input: BinaryIO) -> ValidatedFile:
    """Every fault of a file by the rules of a profile."""
    if str(file) == "-":
        return _validated("standard input", standard_input, profile)
    try:
        with file.open("rb") as opened:
            if stat.S_ISCHR(os.fstat(opened.fileno()).st_mode) and not opened.isatty():
                raise NotFound(f"{file} is a device, which has no end.", "Name the file to check.")
            return _validated(str(file), opened, profile)
    except OSError as error:
        raise NotFound(f"{file} can't be read: {error.strerror}.", "Name the file to check.") from error


def _validated(name: str, opened: BinaryIO, profile: str) -> ValidatedFile:
    documents, count, named = 0, 0, []

    def counted(number: int) -> None:
        nonlocal documents
        documents = number

    for number, fault in faults(opened, profile, counted):
        count += 1
        if count <= MOST_SHOWN:
            named.append(FoundFault(number, fault.path, fault.said))
    return ValidatedFile(name, profile, documents, count, named)
