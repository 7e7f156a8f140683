"""Which language a text is in, told by its script and its smallest words."""

import re
import unicodedata
from collections import Counter

from claims.errors import BadInput
from claims.extraction.language.folders import FALLBACK, languages

FEWEST = 8
"""Words below which a text doesn't tell its language."""

LEAST_SHARE, MARGIN = 0.12, 1.6
"""The share of a text's words that have to be small words of a language, and how many times those of the next."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")

# fmt: off
NAMES = {
    "en": "English", "fr": "French", "de": "German", "es": "Spanish", "it": "Italian", "pt": "Portuguese",
    "nl": "Dutch", "sv": "Swedish", "da": "Danish", "no": "Norwegian", "fi": "Finnish", "pl": "Polish", "cs": "Czech",
    "hu": "Hungarian", "ro": "Romanian", "tr": "Turkish", "id": "Indonesian", "ru": "Russian", "uk": "Ukrainian",
    "bg": "Bulgarian", "sr": "Serbian", "el": "Greek", "ar": "Arabic", "fa": "Persian", "he": "Hebrew", "hi": "Hindi",
    "th": "Thai", "ka": "Georgian", "hy": "Armenian", "zh": "Chinese", "ja": "Japanese", "ko": "Korean",
}
SMALL = {
    "en": "said the of and to in that is was for it with as his on be at by had not are but from have they "
          "which were she he",
    "fr": "le la les des et est un une du dans que qui pour sur au aux par pas plus avec ce cette sont été il "
          "elle a ont à l d qu n s c j déclaré annoncé affirmé mercredi lundi mardi jeudi vendredi ses son "
          "selon mais ou nous vous leur être",
    "de": "der die das und ist ein eine nicht den dem mit zu auf für von im sich auch es des er sie dass wird "
          "hat bei wie einen einer werden als nach war haben",
    "es": "dijo según había sido el la los las de que y en un una es por con no para se del al lo su como más "
          "pero sus ha fue este esta son",
    "it": "ha detto della il la le di che e in un una è per con non si del della dei al da gli nel alla sono "
          "più come ha ma anche i lo",
    "pt": "disse o a os as de que e do da em um uma é com não para se por na no dos das mais como foi ao mas "
          "são está pelo",
    "nl": "de het een en van is dat niet in op te zijn voor met die er aan ook als door naar bij heeft maar hij "
          "ze was",
    "sv": "och att det som en är på för av med den till inte har ett om var de från han hon sig men vi så kan",
    "da": "og at det som en er på for af med den til ikke har et om var de fra han hun sig men vi så kan blev "
          "være",
    "no": "og at det som en er på for av med den til ikke har et om var de fra han hun seg men vi så kan ble "
          "være",
    "fi": "ja on ei se että oli hän mutta ovat myös kun joka mukaan ole sen tai niin kuin",
    "pl": "i w na z że się nie do to jest jak o po od za ale przez są dla był ma tym oraz jego",
    "cs": "a v na se že je z do to o s za ve jako po od by pro ale byl který jsou jeho podle",
    "hu": "a az és hogy nem egy is van volt ez de meg már szerint csak lesz vagy mint",
    "ro": "și de la în a cu pe că nu este o un din pentru care mai au fost sunt ca dar prin",
    "tr": "ve bir bu da de için ile olarak olan daha çok ne gibi kadar ancak sonra değil dedi",
    "id": "yang dan di itu dengan untuk dari tidak ini pada dalam akan ke adalah oleh juga telah ada",
    "ru": "и в не на что он с как это по но из у за от к для его она был так также",
    "uk": "і в не на що він з як це та але із у за від до для його вона був також є",
    "bg": "и в не на че той с как това по но от за до за му тя е са се също ще",
    "sr": "и у не на да је се од за као али из што су није са који ће",
}
SCRIPTS = {
    "GREEK": "el", "HEBREW": "he", "DEVANAGARI": "hi", "THAI": "th", "GEORGIAN": "ka", "ARMENIAN": "hy", "HANGUL": "ko",
    "HIRAGANA": "ja", "KATAKANA": "ja", "CJK": "zh", "ARABIC": "ar",
}
# fmt: on
_SMALL = {tag: frozenset(words.split()) for tag, words in SMALL.items()}
_WEIGHT = {word: 1 / many for word, many in Counter(word for small in _SMALL.values() for word in small).items()}
"""A word that several languages have tells little of which it is."""

_TWINS = {"da": {"da", "no"}, "no": {"da", "no"}}
_PERSIAN = frozenset("پچژگک")
SAMPLE = 20_000
"""Code points of a text that are looked at."""


def told(text: str) -> str | None:
    """The language a text is plainly in, or None where it doesn't tell."""
    sample = text[:SAMPLE]
    letters = Counter(_script(char) for char in sample if char.isalpha())
    script, many = letters.most_common(1)[0] if letters else ("", 0)
    if letters["HIRAGANA"] + letters["KATAKANA"] > 0 and script in ("CJK", "HIRAGANA", "KATAKANA"):
        script = "HIRAGANA"
    if script in SCRIPTS:
        tag = "fa" if script == "ARABIC" and _PERSIAN & set(sample) else SCRIPTS[script]
        return tag if many >= FEWEST else None
    words = [word.lower().replace("’", "'") for word in _WORD.findall(sample)]
    pieces = [piece for word in words for piece in word.split("'")]
    weighed = {tag: sum(_WEIGHT[piece] for piece in pieces if piece in small) for tag, small in _SMALL.items()}
    best = max(weighed, key=lambda tag: weighed[tag])
    hits = sum(piece in _SMALL[best] for piece in pieces)
    if len(words) < FEWEST or hits < LEAST_SHARE * len(words):
        return None
    rest = max(weight for tag, weight in weighed.items() if tag not in _TWINS.get(best, {best}))
    return best if weighed[best] >= MARGIN * rest else None


def in_which(text: str, known: str | None, name: str) -> str:
    """The language to read a text in: the one that is known, else the one it plainly is in; refused without rules."""
    if known is not None:
        return known
    found = told(text) or FALLBACK
    if found not in languages():
        raise BadInput(
            f"{name} is in {NAMES[found]}, it seems, and there are no rules for statements in that language yet.",
            f"There are for: {', '.join(sorted(languages()))}. If it is in one of these: --language {FALLBACK}.",
        )
    return found


def _script(char: str) -> str:
    return unicodedata.name(char, "").partition(" ")[0].partition("-")[0]
