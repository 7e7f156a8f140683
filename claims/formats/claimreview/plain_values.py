"""Values of somebody else's objects that are written in many ways: addresses and dates."""

import re
from functools import lru_cache

from claims import clock
from claims.dates import PartialDate, parse_date
from claims.errors import BadInput
from claims.urls import canonical_url, clean_url, looks_like_url
from claims.vocabulary import Precision

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?")
_YEAR = re.compile(r"\d{4}")


@lru_cache(maxsize=4_096)
def address_of(text: str) -> str | None:
    """The web address that a text is, if it is one; one without https:// in front gets it."""
    text = text.strip()
    if not text or not (text.startswith(("http://", "https://")) or looks_like_url(text)):
        return None
    try:
        address = clean_url(text if "://" in text else f"https://{text}")
        canonical_url(address)  # which no address may lack
    except BadInput:
        return None
    return address


@lru_cache(maxsize=20_000)
def date_of(written: str) -> PartialDate | None:
    """The date that a text names, if it names one for certain."""
    try:
        if (iso := _ISO.fullmatch(written)) and "01" <= iso[2] <= "12" and "01" <= iso[3] <= "28" and iso[1] > "0000":
            return PartialDate(written[:10], Precision.DAY)
        return parse_date(written, clock.today()) if _YEAR.search(written) else None
    except BadInput:
        return None
