"""Claimants: add, edit, give another name, merge."""

from claims.actions.read.find import claimant_family, find_claimant
from claims.actions.record.register import Register
from claims.errors import BadInput, Refused
from claims.ledger.log.ledger import Ledger
from claims.ledger.store.canonical import Document
from claims.ledger.store.child_lists import load_child_list
from claims.models import Claimant
from claims.text import clean_name, name_key, quoted
from claims.vocabulary import Action


def add_claimant(register: Register, name: str, fields: Document, aliases: tuple[str, ...] = ()) -> Claimant:
    """Add a claimant that isn't known yet."""
    cleaned = clean_name(name)
    if cleaned.lstrip("#").isdigit():
        raise BadInput(f"{quoted(cleaned)} reads as a number, not a name.", "Give the name in words.")
    known = find_claimant(register.ledger.session, cleaned)
    if known is not None:
        raise Refused(
            f"{quoted(cleaned)} is known already, as claimant #{known.id}.",
            f"claims claimant edit {known.id} changes it; --homonym adds another of the same name.",
        )
    return add_homonym(register, cleaned, fields, aliases)


def add_homonym(register: Register, name: str, fields: Document, aliases: tuple[str, ...] = ()) -> Claimant:
    """Add a claimant though another of the same name is known."""
    cleaned = clean_name(name)
    register.mind_near(cleaned, "claimant")
    return register.ledger.add(Claimant(name=cleaned, **fields), clean_aliases(aliases, cleaned))


def edit_claimant(ledger: Ledger, claimant: Claimant, changes: Document, reason: str | None = None) -> bool:
    """Change a claimant's fields; a name that is changed stays as an alias, so that it is still found."""
    aliases = load_child_list(ledger.session, claimant)
    name = changes.get("name")
    if name is not None and name_key(name) != claimant.name_key:
        aliases = clean_aliases((*aliases, claimant.name), name)
    return ledger.revise(claimant, changes, aliases, reason=reason)


def alias_claimant(
    ledger: Ledger, claimant: Claimant, add: tuple[str, ...], remove: tuple[str, ...] = (), reason: str | None = None
) -> bool:
    """Give a claimant other names, or take them away."""
    held = load_child_list(ledger.session, claimant)
    for name in add:
        known = find_claimant(ledger.session, clean_name(name))
        if known is not None and known.id != claimant.id:
            raise Refused(
                f"{quoted(name)} is a name of claimant #{known.id} already.",
                f"If they are one: claims claimant merge {known.id} {claimant.id}.",
            )
    gone = {name_key(name) for name in remove}
    missing = gone - {name_key(name) for name in held}
    if missing:
        raise BadInput(
            f"{quoted(claimant.name)} has no alias {quoted(sorted(missing)[0])}.",
            f"claims claimant show {claimant.id} lists them.",
        )
    kept = [name for name in held if name_key(name) not in gone]
    return ledger.revise(claimant, {}, clean_aliases((*kept, *add), claimant.name), reason=reason)


def merge_claimants(ledger: Ledger, gone: Claimant, stays: Claimant, reason: str | None = None) -> Claimant:
    """Record that two claimants are one; everything that named the first is read as naming the second."""
    if gone.id == stays.id:
        raise BadInput(f"That is the same claimant twice (#{stays.id}).", "Give two different claimants.")
    if gone.confidential and not stays.confidential:
        raise Refused(
            f"Claimant #{gone.id} is confidential and claimant #{stays.id} is not: as one they would be told by name.",
            f"Merge the other way, or first: claims claimant edit {stays.id} --confidential DESCRIPTION",
        )
    session = ledger.session
    names = [gone.name, *load_child_list(session, gone), *load_child_list(session, stays)]
    for number in claimant_family(session, gone.id)[1:]:
        ledger.revise(
            session.get_one(Claimant, number), {"merged_into_id": stays.id}, action=Action.MERGE, reason=reason
        )
    ledger.revise(gone, {"merged_into_id": stays.id}, [], action=Action.MERGE, reason=reason)
    ledger.revise(stays, {}, clean_aliases(names, stays.name), action=Action.MERGE, reason=reason)
    return stays


def clean_aliases(names: "tuple[str, ...] | list[str]", besides: str) -> list[str]:
    """Aliases without repeats and without the name itself, in the order of their folded forms."""
    known = {name_key(besides)}
    kept: dict[str, str] = {}
    for name in names:
        cleaned = clean_name(name, "alias")
        if name_key(cleaned) not in known:
            kept.setdefault(name_key(cleaned), cleaned)
    return [kept[key] for key in sorted(kept)]
