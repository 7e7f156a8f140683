"""What a stored copy is worth: answers without a document, challenges and stubs show nothing."""

import pytest

from claims.snapshots.worth import flaw

ARTICLE = "The pier opens in June, the mayor said. " * 40


@pytest.mark.parametrize(
    ("status", "size", "media_type", "text", "said"),
    [
        (204, 0, "text/html", None, "an answer without content (204)"),
        (304, 12, "text/html", "Old page", "an answer that nothing had changed (304)"),
        (403, 90, "text/html", "Forbidden", "an answer of refusal (403)"),
        (200, 0, "text/html", None, "an empty answer"),
        (200, 50, "text/html", " \n", "a page without text"),
        (
            200,
            90,
            "text/html",
            "Just a moment... Checking your browser",
            "the page that a site shows to those it blocks",
        ),
        (200, 90, "text/html", "The pier\nSubscribe to continue reading.", "the stub in front of a paywall"),
        (200, 9000, "text/html; charset=utf-8", None, "a page without text"),
        (200, 9000, "application/pdf", None, ""),
        (200, 900, "text/html", ARTICLE, ""),
        (200, 900, "text/html", f"{ARTICLE} Subscribe to read more. Are you a robot?", ""),
        (None, 40, "text/plain", "The pier opens in June.", ""),
    ],
)
def test_what_a_copy_is_worth(status: int | None, size: int, media_type: str, text: str | None, said: str) -> None:
    assert flaw(status=status, size=size, media_type=media_type, text=text) == said


def test_a_copy_of_which_only_the_hash_was_noted_is_no_empty_page() -> None:
    assert flaw(status=None, size=900, media_type="text/html", text=None, kept=False) == ""
