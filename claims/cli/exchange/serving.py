"""Serve: the ledger for programs on this machine, read-only."""

import click

from claims.cli.lazy import Lazy, LazyGroup
from claims.cli.terminal.desk import Desk, at_desk, examples

ENTRIES = {
    "factcheck-api": Lazy(
        "claims.cli.exchange.serving:factcheck_api", "Answer searches for fact-checks as Google's API does."
    ),
}
PORT = 8765


@click.group(cls=LazyGroup, entries=ENTRIES, epilog=examples("claims serve factcheck-api"))
def serve() -> None:
    """Let programs on this machine ask the ledger."""


@click.command(
    "factcheck-api",
    epilog=examples(
        "claims serve factcheck-api",
        "claims serve factcheck-api --port 9000 --site-url https://desk.example --publisher 'The Desk'",
    ),
)
@click.option("--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="Where; 0: any free one.")
@click.option(
    "--site-url", metavar="URL", help="Where the desk's pages are; without it only others' reviews are found."
)
@click.option("--publisher", metavar="NAME", help="In whose name the desk's rulings are. Default: the site's host.")
@at_desk(writes=True, answers=False)
def factcheck_api(desk: Desk, port: int, site_url: str | None, publisher: str | None) -> None:
    """Answer searches for fact-checks as Google's API does.

    GET /v1alpha1/claims:search takes query, reviewPublisherSiteFilter, languageCode, maxAgeDays, pageSize, pageToken
    and offset. Only programs on this machine can ask. What it told is kept as an edition, each claim once at each head
    of the log; a ledger that may only be read is served all the same. Stop it with Ctrl-C.
    """
    import gc
    import signal

    from claims.actions.exports.publisher import publisher_named
    from claims.cli.exchange.api import server

    gc.enable()  # this one lives longer than a command
    named = publisher_named(site_url, publisher)
    with desk.reading():  # a ledger that can't be read is told of now, and not to the first who asks
        pass
    with server(desk, port, named) as listening:
        desk.print(f"Listening on http://127.0.0.1:{listening.server_port}/v1alpha1/claims:search")
        # Whoever stops a service sends SIGTERM: what it told by then is to be noted first.
        before = signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            listening.serve_forever()
        except KeyboardInterrupt:
            desk.remark("Stopped.")
        finally:
            signal.signal(signal.SIGTERM, before)
