"""Languages as BCP-47 tags."""

from claims.errors import BadInput
from claims.text import quoted

UNDETERMINED = "und"
LONGEST_TAG = 64

# fmt: off
_COMMON = frozenset({
    UNDETERMINED, "ar", "bg", "bn", "cs", "da", "de", "el", "en", "es", "fa", "fi", "fr", "he", "hi", "hr", "hu", "hy",
    "id", "it", "ja", "ka", "ko", "nl", "no", "pl", "ps", "pt", "ro", "ru", "sk", "sq", "sr", "sv", "sw", "th", "tr",
    "uk", "ur", "vi", "zh",
})
# fmt: on


def language_tag(raw: str) -> str:
    """The language tag in its standard spelling, `EN-us` as `en-US`, or BadInput if no such language is registered."""
    tag = raw.strip()
    if tag in _COMMON:
        return tag
    # The parser recurses once per subtag, so an endless tag is refused before it gets there.
    if len(tag) <= LONGEST_TAG:
        import langcodes

        if langcodes.tag_is_valid(tag):
            return langcodes.standardize_tag(tag)
    raise BadInput(
        f"{quoted(raw)} is not a language tag." if tag else "The language tag is empty.",
        'Use a BCP-47 tag such as en, fa or pt-BR, or "und" if the language is unknown.',
    )
