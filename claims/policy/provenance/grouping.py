"""Putting together what comes from one place: items that share an origin, directly or through others, are one."""

from collections.abc import Iterable, Sequence

from claims.policy.provenance.addresses import page_at
from claims.policy.provenance.counting import Item
from claims.policy.provenance.places import Node
from claims.policy.provenance.wording import copied, listed, source_name
from claims.trails import Origin

Group = list[Item]


def grouped(items: list[Item]) -> list[Group]:
    """Items by origin, in the order given; a roundup and mere context join a group and never tie two together."""
    nodes_of_telling = {frozenset(item.nodes) for item in items if item.telling}
    lead: list[Item] = []
    drawn: list[Item] = []
    context: list[Item] = []
    for item in items:
        adds_nothing = item.roundup and any(nodes < set(item.nodes) for nodes in nodes_of_telling)
        (context if not item.telling else drawn if adds_nothing else lead).append(item)
    groups = _tied(lead)
    homes = {node: group for group in groups for each in group for node in each.nodes}
    for item in drawn:
        next(group for group in groups if any(set(each.nodes) < set(item.nodes) for each in group)).append(item)
    loose: list[Item] = []
    for item in context:
        home = next((homes[node] for node in item.nodes if node in homes), loose)
        home.append(item)
    order = {id(item): position for position, item in enumerate(items)}
    groups = [sorted(group, key=lambda item: order[id(item)]) for group in [*groups, *_tied(loose)]]
    return sorted(groups, key=lambda group: order[id(group[0])])


def answering(groups: list[Group], what: str) -> list[int]:
    """The places of the groups that have something that counts for this."""
    return [place for place, group in enumerate(groups) if any(what in item.counts_for for item in group)]


def origin(group: Group, remarks: Iterable[str] = (), apart: Sequence[int] = ()) -> Origin:
    """A group as a reader sees it, with the reason why its members are one, and why others are not."""
    placed = any(item.placed for item in group)
    why = [_why(group)] if len(group) > 1 else []
    return Origin(
        label=_label(group),
        members=[item.label for item in group],
        utterances=[item.utterance for item in group if item.utterance is not None],
        evidence=[item.evidence for item in group if item.evidence is not None],
        why=" ".join([*why, *remarks]),
        counts=any(item.telling for item in group),
        unknown=_unknown(group, placed),
        sites=sorted({site for item in group for end in item.ends if (site := page_at(end.url).site)}),
        placed=placed,
        apart=list(apart),
    )


def _label(group: Group) -> str:
    """Where a group comes from: what all have, else all that any has; documents of unknown publishers by name."""
    nodes = _common(group) or _all(group)
    if not any(item.placed for item in group):
        names = dict.fromkeys(source_name(end) for item in group for end in item.ends)
        return f"{' + '.join(names)} (publisher unknown)"
    sites = {node: {end.id for item in group for end in item.ends} for node in nodes if node.kind == "site"}
    named = [_site(group) if len(sites.get(node, ())) > 1 else node.name for node in nodes]
    return " + ".join(dict.fromkeys(named))


def _site(group: Group) -> str:
    """The site that several documents of a group stand on."""
    return next((site for item in group for end in item.ends if (site := page_at(end.url).site)), "")


def _unknown(group: Group, placed: bool) -> str:
    """What isn't known about where a group comes from."""
    if not placed:
        return "Publisher unknown."
    bare = any(node.kind == "site" for node in _all(group))
    return f"Publisher unknown: told by its site, {_site(group)}." if bare and _site(group) else ""


def _tied(items: list[Item]) -> list[Group]:
    """Items in groups that share no origin with one another: the connected parts, found by union-find."""
    parent: dict[Node, Node] = {}

    def top(node: Node) -> Node:
        while parent.setdefault(node, node) != node:
            parent[node] = node = parent[parent[node]]
        return node

    for item in items:
        for node in item.nodes:
            parent[top(node)] = top(item.nodes[0])
    groups: dict[Node, Group] = {}
    for item in items:
        groups.setdefault(top(item.nodes[0]), []).append(item)
    return list(groups.values())


def _all(group: Group) -> list[Node]:
    """All origins of a group, in the order in which its members name them."""
    return list(dict.fromkeys(node for item in group for node in item.nodes))


def _common(group: Group) -> list[Node]:
    """The origins that every member of a group has."""
    return [node for node in _all(group) if all(node in item.nodes for item in group)]


def _why(group: Group) -> str:
    """One sentence on why the members of a group are one."""
    who = "Both" if len(group) == 2 else f"All {len(group)}"
    how = copied({copy.how for item in group for copy in item.copies})
    common = _common(group)
    if not any(item.placed for item in group):
        return f"{who} are by publishers unknown: nothing shows that they are two{how}."
    if not common:
        shared = [node for node in _all(group) if sum(node in item.nodes for item in group) > 1]
        return f"Each shares an origin with another: {listed([node.name for node in shared])}{how}."
    names = _label(group) if any(node.kind == "site" for node in common) else listed([node.name for node in common])
    if any(item.circular for item in group):
        return f"{who} lead to {names}, by way of sources that take from one another{how}."
    if all(item.own for item in group):
        by = "published by" if common[0].kind == "claimant" else "on" if _on_a_site(group, common) else "in"
        return f"{who} are {by} {names}{how}."
    return f"{who} come through {names}{how}."


def _on_a_site(group: Group, common: list[Node]) -> bool:
    """Whether what several documents have in common is the site that they stand on."""
    return common[0].kind == "site" and len({end.id for item in group for end in item.ends}) > 1
