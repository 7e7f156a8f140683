"""Fetching over HTTP/2: from a server on this machine that speaks nothing else, on a connection that was checked."""

import socket
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

import h2.config
import h2.connection
import h2.events
import pytest

from claims.errors import Refused
from claims.snapshots import fetching
from claims.snapshots.fetching import Fetcher, Manners

CERTIFICATE = Path(__file__).with_name("localhost.pem")
"""For 127.0.0.1 only, signed by itself, with its key: it guards nothing."""

BODY = b"<p>Ferry</p>" * 5_000


@pytest.fixture
def address() -> Iterator[str]:
    """The address of a server that answers one connection, over HTTP/2."""
    guard = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    guard.load_cert_chain(CERTIFICATE)
    guard.set_alpn_protocols(["h2"])
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(10)
        thread = threading.Thread(target=answer, args=(listener, guard))
        thread.start()
        try:
            yield f"https://127.0.0.1:{listener.getsockname()[1]}/ferry"
        finally:
            thread.join()


def answer(listener: socket.socket, guard: ssl.SSLContext) -> None:
    """Answer every request on one connection with the page, until the other side hangs up."""
    with listener.accept()[0] as plain, guard.wrap_socket(plain, server_side=True) as stream:
        talk = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
        talk.initiate_connection()
        waiting: dict[int, bytes] = {}
        stream.sendall(talk.data_to_send())
        while received := stream.recv(65_536):
            for event in talk.receive_data(received):
                if isinstance(event, h2.events.RequestReceived):
                    talk.send_headers(event.stream_id, [(":status", "200"), ("content-type", "text/html")])
                    waiting[event.stream_id] = BODY
                elif isinstance(event, h2.events.ConnectionTerminated):
                    return
            for number, left in waiting.items():
                waiting[number] = send(talk, number, left)
            stream.sendall(talk.data_to_send())


def send(talk: h2.connection.H2Connection, number: int, left: bytes) -> bytes:
    """Send as much as the other side takes now; returns what is left."""
    while left and (room := min(talk.local_flow_control_window(number), talk.max_outbound_frame_size)):
        talk.send_data(number, left[:room], end_stream=len(left) <= room)
        left = left[room:]
    return left


@pytest.fixture
def fetcher(monkeypatch: pytest.MonkeyPatch) -> Iterator[Fetcher]:
    """A fetcher that trusts the server's certificate."""
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    found = Fetcher(Manners(private=True, robots=False))
    yield found
    found._client.close()


def test_a_page_comes_over_http2_to_the_byte(address: str, fetcher: Fetcher) -> None:
    got = fetcher.fetch(address)
    assert (got.status, got.media_type, got.content) == (200, "text/html", BODY)


def test_the_limit_on_bytes_holds_over_http2(address: str, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "MOST_BYTES", 20_000)
    with pytest.raises(Refused, match="sends more than 20,000 bytes"):
        fetcher.fetch(address)
