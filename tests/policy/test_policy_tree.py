"""The tree behind a claim: down to the roots, with what collapses, what counts zero, and what goes in circles."""

from claims.policy.provenance.origins import find_origins
from claims.policy.provenance.tree import origin_tree
from claims.trails import Links
from claims.views import ClaimView
from tests.support.sample_views import claim, claimant, evidence, links, source, utterance

SPEAKER, AGENCY, LANTERN, GAZETTE, COURT = (
    claimant(id, name) for id, name in enumerate(["Speaker", "Agency", "Lantern", "Gazette", "Court"], start=1)
)
WIRE = source(1, AGENCY, title="Wire 114", kind="wire", published_on="2024-05-16")
STORY = source(2, LANTERN, title="Night ferry", published_on="2024-05-17")
OTHER = source(3, GAZETTE)
REGISTER = source(4, COURT, title="Register", kind="dataset")


def tree(view: ClaimView, taken: Links) -> list[str]:
    """The tree of a claim."""
    return origin_tree(view, find_origins(view, taken), taken)


def test_each_piece_is_followed_to_its_roots_and_what_is_one_says_why() -> None:
    said = [utterance(1, SPEAKER, STORY, [AGENCY]), utterance(2, SPEAKER, OTHER)]
    view = claim(1, utterances=said, evidence=[evidence(3, REGISTER), evidence(4, STORY)])
    assert tree(view, links((STORY, WIRE), (OTHER, STORY))) == [
        "1 independent source says it is so; that it was said: 1",
        "",
        "Agency: Both come through Agency.",
        "├─ utterance #1: Lantern, 17 May 2024",
        "│  ├─ passed on by Agency",
        "│  └─ syndicates source #1: Wire 114, Agency, 16 May 2024",
        "└─ utterance #2: Gazette",
        "   └─ syndicates source #2: Night ferry, Lantern, 17 May 2024",
        "      └─ syndicates source #1: Wire 114, Agency, 16 May 2024",
        "",
        "Court",
        "└─ evidence #3: Court (supports, content)",
        "",
        "Counts for nothing",
        "└─ evidence #4: Lantern, 17 May 2024 (supports, content): It only relays the claimant: it comes from Agency,"
        " as utterance #1 does.",
        "   └─ syndicates source #1: Wire 114, Agency, 16 May 2024",
    ]


def test_a_circle_is_drawn_once_and_named() -> None:
    view = claim(1, evidence=[evidence(1, STORY)])
    assert tree(view, links((STORY, OTHER), (OTHER, STORY))) == [
        "1 independent source says it is so; that it was said: 0",
        "",
        "Lantern",
        "└─ evidence #1: Lantern, 17 May 2024 (supports, content)",
        "   └─ syndicates source #3: Gazette",
        "      └─ syndicates source #2: Night ferry, Lantern, 17 May 2024, which stands above: a circle",
        "",
        "A circle: Lantern (source #2) → Gazette (source #3) → Lantern (source #2). Nobody in it is the origin.",
    ]


def test_a_retracted_origin_and_mere_context_are_shown_as_such() -> None:
    pulled = source(5, AGENCY, title="Wire 9", retracted_on="2024-06-01")
    view = claim(1, evidence=[evidence(1, STORY), evidence(2, REGISTER, "context")])
    assert tree(view, links((STORY, pulled)))[2:] == [
        "Court (context only, not counted)",
        "└─ evidence #2: Court (context, content)",
        "",
        "Counts for nothing",
        "└─ evidence #1: Lantern, 17 May 2024 (supports, content): It takes its content from Wire 9, retracted on"
        " 1 June 2024.",
        "   └─ syndicates source #5: Wire 9, Agency, retracted on 1 June 2024",
    ]


def test_a_name_that_would_drive_the_terminal_is_made_harmless() -> None:
    hostile = source(6, claimant(9, "Evil\x1b[31m"), title="x")
    assert tree(claim(1, evidence=[evidence(1, hostile)]), links())[2] == "Evil\\x1b[31m"


def test_a_claim_that_nothing_is_known_about_has_no_tree() -> None:
    assert tree(claim(1), links()) == ["No independent source says whether it is so; that it was said: 0"]
