"""The door for programs on this machine: HTTP on the loopback address, GET only."""

from hashlib import sha256
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, cast
from urllib.parse import parse_qsl, urlsplit

import msgspec

from claims.actions.exports.factcheck_api import Search, search_reviews
from claims.actions.leaving.outgoing import leaving
from claims.cli.exchange.noting_answers import AnswerNotes
from claims.cli.terminal.desk import Desk
from claims.errors import BadInput, ClaimsError
from claims.formats.material import Document, Publisher
from claims.ledger.read.discretion import TO_READERS
from claims.vocabulary import EditionKind

HOST = "127.0.0.1"
PATH = "/v1alpha1/claims:search"
PATIENCE = 10
"""Seconds that somebody who asks may take to do so."""

_STATUS = {400: "INVALID_ARGUMENT", 403: "PERMISSION_DENIED", 404: "NOT_FOUND", 503: "UNAVAILABLE"}


class Listening(ThreadingHTTPServer):
    """A server that notes what it told, and has noted all of it when it is closed."""

    notes: AnswerNotes

    def server_close(self) -> None:
        super().server_close()
        self.notes.close()


def server(desk: Desk, port: int, publisher: Publisher | None) -> Listening:
    """A server that answers from this desk's ledger once it is told to."""
    try:
        listening = Listening((HOST, port), _asking(desk, publisher))
        listening.notes = AnswerNotes(desk)
        return listening
    except OSError as error:
        raise BadInput(
            f"Port {port} can't be used: {error.strerror}.", "Name another with --port; 0 takes any."
        ) from error


def _asking(desk: Desk, publisher: Publisher | None) -> type[BaseHTTPRequestHandler]:
    class Asking(BaseHTTPRequestHandler):
        """One question."""

        timeout = PATIENCE
        server_version = "claims"
        sys_version = ""

        def do_GET(self) -> None:
            code, document = self._answer()
            body = _written(document)
            self.send_response(code)
            self.send_header("Content-Type", "application/json; charset=UTF-8")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("X-Content-Type-Options", "nosniff")
            self.end_headers()
            self.wfile.write(body)

        def _answer(self) -> tuple[int, Document]:
            # A page elsewhere may point a name of its own at this address: it must not get to read the answer.
            named = self.headers.get("Host", "").rpartition(":")[0] or self.headers.get("Host", "")
            if named not in (HOST, "localhost"):
                return _refusal(HTTPStatus.FORBIDDEN, "Ask for 127.0.0.1 or localhost.")
            asked = urlsplit(self.path)
            if asked.path != PATH:
                return _refusal(HTTPStatus.NOT_FOUND, f"There is only {PATH}.")
            try:
                wanted = Search.read(dict(parse_qsl(asked.query, keep_blank_values=True, max_num_fields=50)))
                with desk.edition(None, TO_READERS) as edition:
                    document, told = search_reviews(edition, wanted, publisher)
                    digest = sha256(_written(document)).hexdigest()
                    left = leaving(edition, "answer", f"{HOST}{PATH}", digest, told, kind=EditionKind.ANSWER)
                if told:
                    cast(Listening, self.server).notes.take(left)
                return HTTPStatus.OK, document
            except (BadInput, ValueError) as error:
                return _refusal(HTTPStatus.BAD_REQUEST, str(error))
            except ClaimsError as error:
                return _refusal(HTTPStatus.SERVICE_UNAVAILABLE, str(error))

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing: what is searched for is nobody's business."""

    return Asking


def _written(document: Document) -> bytes:
    return msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n"


def _refusal(code: HTTPStatus, message: str) -> tuple[int, Document]:
    return code, {"error": {"code": int(code), "message": message, "status": _STATUS[int(code)]}}
