"""A day of talks as two governments, an agency and state media told it: what the tests of the reports report on."""

from datetime import date

from claims.policy.provenance.origins import find_origins
from claims.reports.builders import ReportMaterial, claim_report, claimant_report, source_report, summary_report
from claims.reports.content import (
    ClaimantReport,
    ClaimReport,
    DueClaim,
    DueList,
    OpenList,
    RecordCounts,
    RetractedList,
    SourceReport,
    Standing,
    SummaryReport,
)
from claims.reports.findings import totals
from claims.trails import Links
from claims.views import ClaimantView, ClaimRef, ClaimView, SourceLinkView, SourceRef, SourceView
from tests.support.sample_views import (
    ENTERED,
    claim,
    claimant,
    contradicts,
    evidence,
    links,
    quote,
    ruling,
    source,
    uid,
    utterance,
)

TODAY = date(2026, 11, 23)

PETROV = claimant(1, "Viktor Petrov")
STATE_MEDIA = claimant(2, "state media")
VESTA = claimant(3, "VESTA news agency")
MINISTRY = claimant(4, "Foreign Ministry of Arland")
SPOKESWOMAN = claimant(5, "Helen Marsh")
COURIER = claimant(6, "The Harbour Courier")
DAILY = claimant(7, "Daily Ledger")
PORT = claimant(8, "Port Authority")
OFFICIAL = claimant(9, "a senior official")

ARTICLE = source(
    1,
    COURIER,
    title="Arland and Borovia discuss embassy staffing in harbour talks",
    url="https://courier.example/world/harbour-talks",
    published_on="2026-04-10",
)
WIRE = source(2, VESTA, title="Ambassador: talks held in positive atmosphere", published_on="2026-04-10", kind="wire")
DAILY_STORY = source(3, DAILY, title="Visa rules to ease, envoy says", published_on="2026-04-11")
STATEMENT = source(4, MINISTRY, title="Readout of the talks", published_on="2026-04-10", kind="statement")
REGISTER = source(5, PORT, title="Register of movements, second quarter", published_on="2026-07-01", kind="dataset")
PULLED = source(6, DAILY, title="Flights back by June", published_on="2026-04-12", retracted_on="2026-05-03")
LINKS = links((DAILY_STORY, WIRE), sources=[ARTICLE, WIRE, STATEMENT, REGISTER, PULLED])

ROLE = "ambassador of Borovia to Arland"
SPOKE = "Foreign Ministry spokeswoman"


def claims() -> list[ClaimView]:
    """Eight claims, from the plain to the contested."""
    loosen = "The sides agreed to loosen the rules on the movement of diplomats"
    not_agreed = "No agreement on the movement of diplomats was reached"
    return [
        claim(
            1,
            "The talks were held in a positive atmosphere",
            [utterance(1, PETROV, ARTICLE, [STATE_MEDIA], role=ROLE, said_on="2026-04-10", mode="mixed",
                       quote=quote("positive atmosphere"))],
            rulings=[ruling(1, "verified", "attribution", because="The recording has it.", recheck_on="2026-11-20"),
                     ruling(2, "unverifiable", because="A matter of opinion.")],
        ),
        claim(
            2,
            loosen,
            [utterance(2, PETROV, ARTICLE, [STATE_MEDIA, VESTA], role=ROLE, said_on="2026-04-10", mode="indirect",
                       quote=quote("“loosen” rules on the movement of diplomats")),
             utterance(3, PETROV, DAILY_STORY, role=ROLE, said_on="2026-04-10", mode="direct",
                       quote=quote("We have agreed to loosen the rules", "orphan"))],
            [evidence(1, REGISTER, directness="primary", note="Trips beyond 40 km doubled from May."),
             evidence(2, STATEMENT, "refutes", note="Lists no such agreement."),
             evidence(3, WIRE)],
            [ruling(3, "disputed", because="The readouts differ.", rating="Mixed", rests_on=[1, 2],
                    recheck_on="2026-12-31")],
            [contradicts(1, 6, not_agreed)],
            tags=["embassies", "talks"],
        ),
        claim(
            3,
            "Borovia asked for the speedy return of its confiscated houses",
            [utterance(4, PETROV, ARTICLE, [VESTA], role=ROLE, said_on="2026-04-10", mode="direct",
                       quote=quote("The Borovian side emphasised the priority of the speedy return of the houses"))],
        ),
        claim(
            4,
            "Borovia pressed for flights between the capitals to resume",
            [utterance(5, PETROV, ARTICLE, role=ROLE, said_on="2026-04-10", mode="indirect"),
             utterance(6, PETROV, PULLED, role=ROLE, said_on="2026-04", mode="narrated")],
            [evidence(4, PULLED)],
            [ruling(4, "verified", rests_on=[4], because="Reported twice.", recheck_on="2026-10-01")],
        ),
        claim(
            5,
            "Arland renewed its concerns about the ban on local staff",
            [utterance(7, MINISTRY, ARTICLE, said_on="2026-04-10", mode="indirect")],
            [evidence(5, STATEMENT, axis="attribution", directness="primary")],
            [ruling(5, "verified", "attribution", because="The statement says so.", rests_on=[5])],
        ),
        claim(
            6,
            not_agreed,
            [utterance(8, OFFICIAL, ARTICLE, role="Foreign Ministry of Arland", mode="indirect")],
            relations=[contradicts(1, 2, loosen, outgoing=False)],
        ),
        claim(
            7,
            "No political or security issue was on the agenda",
            [utterance(9, SPOKESWOMAN, ARTICLE, role=SPOKE, said_on="2026-04-08", mode="direct",
                       quote=quote("There are no political or security issues on the agenda"), occasion="briefing")],
            [evidence(6, REGISTER, "context")],
            [ruling(6, "refuted", because="The agenda has two.", rating="False", rests_on=[6])],
        ),
        claim(8, "Both embassies have worked with skeleton staff for years",
              [utterance(10, COURIER, ARTICLE, said_on="2026-04-10", mode="narrated")]),
    ]  # fmt: skip


def viewed(ref: SourceRef, reason: str | None = None, takes_from: list[SourceLinkView] | None = None) -> SourceView:
    """A source in full."""
    return SourceView(
        ref.id, ref.uid, ref.title, ref.url, ref.url, ref.kind, ref.publisher, "By our own correspondent",
        ref.published_on, "en", None, None, ref.retracted_on, reason, None, takes_from or [], [], ENTERED, "Ines",
    )  # fmt: skip


def person(id: int, name: str, aliases: list[str] | None = None) -> ClaimantView:
    """A claimant in full."""
    return ClaimantView(id, uid(id), name, "organization", aliases or [], None, None, None, ENTERED, "Ines")


def dossier(chosen: list[ClaimView], linked: Links = LINKS) -> ReportMaterial:
    """Claims with their origins."""
    return ReportMaterial(chosen, {each.id: find_origins(each, linked) for each in chosen}, linked, TODAY)


def article_report() -> SourceReport:
    """The report on the article."""
    return source_report(dossier(claims()), source=viewed(ARTICLE))


def pulled_report() -> SourceReport:
    """The report on the story that was pulled."""
    return source_report(dossier([claims()[3]]), source=viewed(PULLED, "The flights were never planned."))


def agency_report() -> SourceReport:
    """The report on the agency by its name."""
    relayed = [each for each in claims() if each.id in (2, 3)]
    return source_report(dossier(relayed), claimant=person(VESTA.id, VESTA.name, ["VESTA"]))


def envoy_report() -> ClaimantReport:
    """The report on the ambassador."""
    return claimant_report(dossier(claims()[:4]), person(PETROV.id, PETROV.name))


def one_claim_report() -> ClaimReport:
    """The report on the claim that both sides tell differently."""
    return claim_report(dossier([claims()[1]]))


def empty_report() -> SourceReport:
    """The report on a source of which nothing is recorded yet."""
    return source_report(dossier([]), source=viewed(STATEMENT))


def ledger_report() -> SummaryReport:
    """The report on the whole ledger."""
    every = claims()
    cross: dict[tuple[str, str], int] = {}
    for each in every:
        key = (each.status.content, each.status.attribution)
        cross[key] = cross.get(key, 0) + 1
    refs = [ClaimRef(each.id, each.uid, each.text, each.status) for each in every]
    envoy = Standing(PETROV.id, PETROV.name, totals(each.status for each in every[:4]))
    article = Standing(ARTICLE.id, ARTICLE.title or "", totals(each.status for each in every))
    return summary_report(
        RecordCounts(claims=8, claimants=9, sources=6, utterances=10, evidence=6, rulings=6),
        cross,
        claimants=[envoy],
        sources=[article],
        open=OpenList(6, refs[2:5]),
        due=DueList(2, [DueClaim(refs[3], "content", "2026-10-01"), DueClaim(refs[0], "attribution", "2026-11-20")]),
        retracted=RetractedList(1, [PULLED]),
        today=TODAY,
    )
