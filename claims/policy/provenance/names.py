"""Names that look like one another: articles, order, country and "News Agency" aside; and the agencies in bylines."""

import re
import unicodedata
from functools import lru_cache

from msgspec import Struct

from claims.text import name_key

# fmt: off
_FILLERS = frozenset("the a an of for and at in on to le la les l de des du d der die das und el los y il".split())
_COUNTRIES = frozenset(
    "us usa american u.s united states america uk british britain u.k kingdom great russian russia french france german"
    " germany ukrainian ukraine chinese china israeli israel iranian iran turkish turkey turkiye indian india japanese"
    " japan italian italy spanish spain polish poland canadian canada australian australia mexican mexico brazilian"
    " brazil egyptian egypt saudi".split()
)
"""Words by which a body is told from its like in other countries, and which its own country leaves out."""

_AGENCY_WORDS = frozenset(
    "news agency agencies press newswire newswires wire wires service information newsagency agentur"
    " nachrichtenagentur agence agencia agenzia".split()
)
"""Words that an agency's name has or leaves out."""

_AGENCIES = {
    "Reuters": "reuters|thomson reuters|reuters staff",
    "AFP": "afp|agence france presse|agence france-presse",
    "AP": "ap|associated press|ap news",
    "dpa": "dpa|deutsche presse agentur|deutsche presse-agentur",
    "TASS": "tass|itar tass|itar-tass",
    "Interfax": "interfax",
    "RIA Novosti": "ria|ria novosti",
    "Xinhua": "xinhua",
    "Anadolu": "anadolu|anadolu agency|anadolu ajansi",
    "ANSA": "ansa",
    "EFE": "efe|agencia efe",
    "UPI": "upi|united press international",
    "PA": "pa media|press association|pa news agency",
    "PTI": "pti|press trust of india",
    "ANI": "ani|asian news international",
    "IANS": "ians|indo asian news service",
    "Kyodo": "kyodo|kyodo news",
    "Jiji": "jiji|jiji press",
    "Yonhap": "yonhap|yonhap news agency",
    "APA": "apa|austria presse agentur",
    "ATS": "keystone-sda|sda|keystone-ats|sda-ats",
    "Belga": "belga",
    "ANP": "anp",
    "NTB": "ntb",
    "Ritzau": "ritzau",
    "STT": "stt|stt-lehtikuva",
    "PAP": "pap|polska agencja prasowa",
    "CTK": "ctk|čtk",
    "MTI": "mti",
    "Ukrinform": "ukrinform",
    "UNIAN": "unian",
    "BelTA": "belta",
    "AAP": "aap|australian associated press",
    "The Canadian Press": "canadian press",
    "IRNA": "irna",
    "SPA": "saudi press agency",
    "WAM": "wam",
    "SANA": "sana",
    "MENA": "middle east news agency",
    "Bernama": "bernama",
    "Antara": "antara",
    "Europa Press": "europa press",
    "Lusa": "lusa",
    "Agerpres": "agerpres",
    "Tanjug": "tanjug",
    "Bloomberg": "bloomberg|bloomberg news",
}
# fmt: on
_WORD = re.compile(r"[^\W_]+(?:[.'\u2019][^\W_]+)*")
_BYLINE_PARTS = re.compile(
    r"\s*(?:[,;:/|&()\[\]\u2022\u00b7\u2013\u2014+]|\s-\s|\b(?:and|with|from|via|by|und|von|et|par|por)\b)\s*",
    re.IGNORECASE,
)
_STAFF = re.compile(r"\b(?:staff|writers?|reporters?|correspondents?|newsroom|desk|editors?|in [A-Z]\w+)\b\s*$", re.I)


class Name(Struct, frozen=True):
    """A name in the parts by which it is told from others."""

    core: frozenset[str]
    """Its words without articles, countries and what agencies call themselves."""
    countries: frozenset[str]
    agency: bool
    """Whether it has words that agencies have in their names."""


@lru_cache(maxsize=8_192)
def name_of(written: str) -> Name:
    """A name read; where nothing would be left of it, every word counts."""
    words = [each for each in _words(written) if each not in _FILLERS] or _words(written) or [name_key(written)]
    bare = frozenset(each for each in words if each not in _COUNTRIES and each not in _AGENCY_WORDS)
    agency = bool(_AGENCY_WORDS.intersection(words))
    countries = frozenset(_COUNTRIES.intersection(words))
    if not bare:
        return Name(_told_apart(countries) | (frozenset(words) - countries), frozenset(), agency)
    return Name(bare, _told_apart(countries), agency)


def look_alike(one: str, other: str) -> bool:
    """Whether two names are one but for case, articles, order, a country that one leaves out, or "News Agency"."""
    first, second = name_of(one), name_of(other)
    if known_agency(one) and known_agency(one) == known_agency(other):
        return True
    if not first.core or first.core != second.core:
        return False
    return not first.countries or not second.countries or first.countries == second.countries


def sort_of(written: str) -> str:
    """What names that look alike have in common, as one key."""
    return known_agency(written) or " ".join(sorted(name_of(written).core))


def nearly(one: str, other: str) -> bool:
    """Whether two names may well be one: they look alike, one has the words of the other, or a letter is off."""
    first, second = name_of(one), name_of(other)
    if look_alike(one, other):
        return True
    if first.countries and second.countries and first.countries != second.countries:
        return False
    if min(len(first.core), len(second.core)) >= 2 and (first.core < second.core or second.core < first.core):
        return True
    from rapidfuzz import fuzz

    spelled = ["".join(sorted(each.core)) for each in (first, second)]
    return min(map(len, spelled)) >= 6 and fuzz.ratio(*spelled) >= 90


@lru_cache(maxsize=8_192)
def agencies_in(byline: str) -> tuple[str, ...]:
    """The news agencies that a byline names, in order; a paper prints their reports, whoever edited them."""
    found = (known_agency(part) for part in byline_parts(byline))
    return tuple(dict.fromkeys(each for each in found if each))


def byline_parts(byline: str) -> list[str]:
    """The names in a byline: `By Jane Doe and AFP` has two."""
    parts = (_STAFF.sub("", each).strip(" .") for each in _BYLINE_PARTS.split(byline))
    return [each for each in parts if each]


@lru_cache(maxsize=8_192)
def known_agency(name: str) -> str | None:
    """The agency that goes by this name, with "News Agency" or without, if it is a well-known one.

    `Ap` and `ani` as people's names are none.
    """
    written = [each.strip(" .,") for each in name.split()]
    named = [each for each in written if each.casefold() not in _FILLERS]
    bare = [each for each in named if each.casefold() not in _AGENCY_WORDS]
    for words in (written, named, bare):
        short = " ".join(words)
        found = _by_name().get(" ".join(_words(short)))
        if found and (len(short) > 3 or short.isupper() or short == found):
            return found
    return None


def agency_number(agency: str) -> int:
    """The place of a well-known agency among them."""
    return list(_AGENCIES).index(agency)


@lru_cache(maxsize=1)
def _by_name() -> dict[str, str]:
    """Every name of an agency, folded."""
    return {" ".join(_words(each)): agency for agency, names in _AGENCIES.items() for each in names.split("|")}


def _words(written: str) -> list[str]:
    """The words of a name in small letters without accents; `U.S.` is `us`."""
    plain = "".join(
        each for each in unicodedata.normalize("NFKD", written.casefold()) if not unicodedata.combining(each)
    )
    return [each.replace(".", "").replace("\u2019", "'").removesuffix("'s") for each in _WORD.findall(plain)]


_SAME_COUNTRY = {
    "usa": "us", "american": "us", "united": "", "states": "us", "america": "us", "british": "uk", "britain": "uk",
    "kingdom": "uk", "great": "", "russian": "russia", "french": "france", "german": "germany",
    "ukrainian": "ukraine", "chinese": "china", "israeli": "israel", "iranian": "iran", "turkish": "turkey",
    "turkiye": "turkey", "indian": "india", "japanese": "japan", "italian": "italy", "spanish": "spain",
    "polish": "poland", "canadian": "canada", "australian": "australia", "mexican": "mexico",
    "brazilian": "brazil", "egyptian": "egypt",
}  # fmt: skip


def _told_apart(countries: frozenset[str]) -> frozenset[str]:
    """The countries that a name names, each by one word."""
    return frozenset(filter(None, (_SAME_COUNTRY.get(each, each) for each in countries)))
