"""The local answer to searches for fact-checks: in Google's shape, read-only, for programs on this machine alone."""

import json
import threading
from collections.abc import Callable, Iterator
from hashlib import sha256
from http.client import HTTPConnection
from typing import Any

import pytest

from claims.cli.exchange.api import PATH, server
from claims.cli.terminal.desk import Desk
from claims.errors import DatabaseTrouble
from claims.formats.material import Publisher
from claims.formats.validate.lists import factcheck_api
from tests.support.ledgers import Terminal

Ask = Callable[..., tuple[int, Any]]


@pytest.fixture
def ask(rich: Terminal) -> Iterator[Ask]:
    """A way to ask a server that has the rich ledger, with a claim and a ruling in Portuguese."""
    rich.ok("claims add 'A ponte fechou' --by 'Ana Ruiz' --language pt-BR")
    rich.ok("claims verify 5 --because 'Vista' --rating Verdadeiro")
    desk = Desk()
    desk.use(db=rich.place.named)
    with server(desk, 0, Publisher("https://desk.example", "The Desk")) as listening:
        thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()

        def get(query: str, *, method: str = "GET", path: str = PATH, **headers: str) -> tuple[int, Any]:
            connection = HTTPConnection("127.0.0.1", listening.server_port, timeout=10)
            connection.request(method, f"{path}?{query}", headers=headers)
            answer = connection.getresponse()
            body = answer.read()
            connection.close()
            return answer.status, json.loads(body) if answer.getheader("Content-Type", "").startswith("appl") else body

        yield get
        listening.shutdown()
        thread.join()


def test_a_search_by_words_answers_in_the_shape_that_clients_know(ask: Ask) -> None:
    code, found = ask("query=ponte")
    assert code == 200
    assert found == {
        "claims": [
            {
                "text": "A ponte fechou",
                "claimant": "Ana Ruiz",
                "claimReview": [
                    {
                        "publisher": {"name": "The Desk", "site": "desk.example"},
                        "url": "https://desk.example/claims/5",
                        "reviewDate": "2025-04-11T00:00:00Z",
                        "textualRating": "Verdadeiro",
                        "languageCode": "pt-BR",
                    }
                ],
            }
        ]
    }
    assert ask("query=nothing+like+it") == (200, {})


def test_reviews_are_filtered_by_site_language_and_age(ask: Ask) -> None:
    code, found = ask("reviewPublisherSiteFilter=www.desk.example")
    assert code == 200
    sites = {review["publisher"]["site"] for claim in found["claims"] for review in claim["claimReview"]}
    assert sites == {"desk.example"}
    assert list(factcheck_api(found, ())) == []
    assert len(ask("reviewPublisherSiteFilter=desk.example&languageCode=pt")[1]["claims"]) == 1
    assert ask("reviewPublisherSiteFilter=desk.example&languageCode=fr") == (200, {})
    assert ask("query=ponte&maxAgeDays=1") == (200, {})
    assert ask("query=ponte&maxAgeDays=999999999")[1] != {}


def test_pages_follow_one_another(ask: Ask) -> None:
    seen, token, pages = [], "", 0
    while token is not None:
        _code, found = ask(f"reviewPublisherSiteFilter=desk.example&pageSize=1{token and f'&pageToken={token}'}")
        seen += [claim["text"] for claim in found["claims"]]
        token, pages = found.get("nextPageToken"), pages + 1
    _code, whole = ask("reviewPublisherSiteFilter=desk.example")
    assert seen == [claim["text"] for claim in whole["claims"]]
    assert pages == len(seen) > 1
    assert ask("reviewPublisherSiteFilter=desk.example&offset=1")[1]["claims"] == whole["claims"][1:]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "query is missing"),
        ("query=a&pageSize=-1", "pageSize must be a whole number"),
        ("query=a&pageSize=1&offset=1&pageToken=1", "offset can't go with pageToken"),
        ("query=%3F%3F", "There is no word to search for"),
        (f"query=a&offset={'9' * 400}", "offset must be a whole number"),
    ],
)
def test_what_cannot_be_answered_is_refused_as_the_api_does(ask: Ask, query: str, said: str) -> None:
    code, refusal = ask(query)
    assert (code, refusal["error"]["code"], refusal["error"]["status"]) == (400, 400, "INVALID_ARGUMENT")
    assert said in refusal["error"]["message"]


def test_nobody_else_gets_in_and_nothing_is_changed(ask: Ask) -> None:
    assert ask("query=ponte", Host="evil.example")[0] == 403
    assert ask("query=ponte", path="/v1alpha1/pages")[0] == 404
    assert ask("query=ponte", method="POST")[0] == 501


# --- What it told is kept ---------------------------------------------------------------------------------------------

TOLD = "SELECT asked, place, sha256, (SELECT count(*) FROM report_claim WHERE report_id = report.id) FROM report"


def asked_at(rich: Terminal, *queries: str) -> list[bytes]:
    """The answers of a server that is closed afterwards."""
    desk = Desk()
    desk.use(db=rich.place.named)
    answers = []
    with server(desk, 0, Publisher("https://desk.example", "The Desk")) as listening:
        thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        for query in queries:
            connection = HTTPConnection("127.0.0.1", listening.server_port, timeout=10)
            connection.request("GET", f"{PATH}?{query}")
            answers.append(connection.getresponse().read())
            connection.close()
        listening.shutdown()
        thread.join()
    return answers


def test_what_was_told_at_a_head_is_kept_once_and_known_to_the_corrections(rich: Terminal) -> None:
    rich.ok("claims add 'A ponte fechou' --by 'Ana Ruiz'")
    rich.ok("claims verify 5 --because 'Vista'")
    before = len(rich.place.ask(TOLD))
    (body, *_again) = asked_at(rich, *["query=ponte"] * 3, "query=nothing+like+it")
    (rich.folder / "answer.json").write_bytes(body)
    ((asked, place, digest, claims),) = rich.place.ask(TOLD)[before:]
    assert (json.loads(asked)["edition"], place, claims) == ("answer", f"127.0.0.1{PATH}", 1)
    assert digest == sha256(body).hexdigest()
    assert rich.run("claims editions check answer.json").code == 0
    rich.ok("claims refute 5 --because 'It is open'")
    assert "in the answer of the Fact Check API of" in rich.ok("claims report corrections --format markdown").out
    assert rich.run("claims editions check answer.json").code == 1
    assert rich.json("claims audit")["whole"]


def test_answers_given_at_one_head_are_one_edition_in_which_each_is_found(rich: Terminal) -> None:
    bodies = asked_at(rich, "query=bridge", "query=pier")
    answers = [row for row in rich.place.ask(TOLD) if json.loads(row[0]).get("edition") == "answer"]
    assert len(answers) == 1
    for body in bodies:
        (rich.folder / "answer.json").write_bytes(body)
        assert rich.run("claims editions check answer.json").code == 0


def test_a_ledger_that_cant_be_written_is_served_and_that_is_said_once(
    rich: Terminal, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def locked(*_args: object, **_more: object) -> Any:
        raise DatabaseTrouble("claims.db is locked.", "Try again.")

    monkeypatch.setattr(Desk, "writing", locked)
    (first, second) = asked_at(rich, "query=bridge", "query=bridge")
    assert json.loads(first)["claims"]
    assert first == second
    said = "note: Answers aren't on record, so corrections won't know of them: claims.db is locked.\n"
    assert capsys.readouterr().err == said
