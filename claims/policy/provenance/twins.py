"""Origins that are counted as two and may well be one: their names are nearly the same, or they share a site."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from claims.policy.provenance.names import nearly
from claims.policy.provenance.wording import listed
from claims.trails import Origin, Twins

HOST, NAME = "host", "name"
MOST = 60
"""Origins of one claim whose names are compared, each with each."""


def twins(groups: Sequence[Origin]) -> list[Twins]:
    """Pairs of origins that count as two, by place, each with what makes one doubt; a host goes before a name."""
    found = {(each.one, each.other): each for each in [*_alike(groups), *_on_one_site(groups)]}
    return [found[pair] for pair in sorted(found)]


def _on_one_site(groups: Sequence[Origin]) -> Iterator[Twins]:
    """Origins whose sources stand on one site."""
    standing: dict[str, list[int]] = defaultdict(list)
    for place, group in enumerate(groups):
        for site in group.sites if group.counts else ():
            standing[site].append(place)
    for site, places in standing.items():
        for one, other in pairwise(places):
            if other in groups[one].apart:
                continue
            names = listed([groups[one].label, groups[other].label])
            yield Twins(one, other, HOST, f"{names} are counted as two, but both stand on {site}.")


def _alike(groups: Sequence[Origin]) -> Iterator[Twins]:
    """Origins whose names are nearly the same."""
    counted = [(place, group) for place, group in enumerate(groups) if group.counts and group.placed][:MOST]
    for position, (one, first) in enumerate(counted):
        for other, second in counted[position + 1 :]:
            if other not in first.apart and nearly(first.label, second.label):
                names = listed([first.label, second.label])
                yield Twins(one, other, NAME, f"{names} are counted as two, but their names are nearly the same.")
