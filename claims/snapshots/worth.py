"""What a stored copy is worth: an empty answer, or the page that stood in front of the document, shows nothing."""

import re

_PAGE = re.compile(r"text/html|application/xhtml\+xml", re.IGNORECASE)

NO_BODY = {204: "an answer without content (204)", 304: "an answer that nothing had changed (304)"}
"""Answers that bring no document, whatever came with them."""

_SHORT = 1_200
"""Characters of a text beyond which it is more than a challenge or the stub in front of a paywall."""

_CHALLENGE = re.compile(
    r"just a moment\.\.\.|checking (?:if the site connection is secure|your browser)|verify(?:ing)? (?:that )?you are"
    r" (?:a )?human|enable javascript and cookies|are you a robot|not a robot|unusual traffic|"
    r"access (?:to this page has been )?denied|attention required!? \| cloudflare|"
    r"ddos protection by|complete the (?:captcha|security check)|"
    r"request unsuccessful\. incapsula|pardon our interruption|please enable (?:js|javascript|cookies)|"
    r"you have been blocked|403 forbidden|error 1020|bot verification|human verification",
    re.IGNORECASE,
)
_PAYWALL = re.compile(
    r"subscribe (?:now )?to (?:continue|read|keep reading|unlock)|(?:to|and) continue reading|already a subscriber|"
    r"this (?:article|content|story) is (?:for|only (?:for|available to)|reserved for|available (?:only )?to)"
    r" (?:our )?(?:paying )?(?:subscribers|members)|"
    r"(?:sign|log) in to (?:continue|read)|you['\u2019]ve (?:reached|read) your (?:monthly )?(?:limit|last free)|"
    r"free articles? (?:left|remaining)|create (?:a free|an) account to (?:read|continue)",
    re.IGNORECASE,
)
_PAYWALL_STUB = 600
"""Characters of a text with an offer to subscribe below which there is no article in front of it."""


def flaw(*, status: int | None, size: int, media_type: str, text: str | None, kept: bool = True) -> str:
    """Why a copy shows nothing of the document, as a noun: `an empty answer`; nothing if it may well show it.

    A copy that isn't `kept` is one of which only the hash was noted.
    """
    if status in NO_BODY:
        return NO_BODY[status]
    if status is not None and status >= 400:
        return f"an answer of refusal ({status})"
    if not kept:
        return ""
    if size == 0:
        return "an empty answer"
    if text is None and not _PAGE.match(media_type):
        return ""
    said = (text or "").strip()
    if not said:
        return "a page without text" if media_type.startswith("text/") else ""
    if len(said) <= _SHORT and _CHALLENGE.search(said):
        return "the page that a site shows to those it blocks"
    if len(said) <= _PAYWALL_STUB and _PAYWALL.search(said):
        return "the stub in front of a paywall"
    return ""
