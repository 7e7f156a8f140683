"""Tables with any headers: which column is which field of a review, told or guessed, and each row as a ClaimReview."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from claims.charsets import guessed
from claims.errors import BadInput
from claims.formats.files.detect import head_of
from claims.formats.files.item import Piece
from claims.formats.files.streams import LOOK, Stream
from claims.text import printable, quoted, shorten

FIELDS = {
    "claim": "claimReviewed",
    "speaker": "itemReviewed.author.name",
    "speaker-role": "itemReviewed.author.jobTitle",
    "speaker-same-as": "itemReviewed.author.sameAs",
    "said-on": "itemReviewed.datePublished",
    "occasion": "itemReviewed.name",
    "quote": "itemReviewed.text",
    "source": "itemReviewed.firstAppearance.url",
    "appearance": "itemReviewed.appearance.1.url",
    "rating": "reviewRating.alternateName",
    "rating-value": "reviewRating.ratingValue",
    "rating-best": "reviewRating.bestRating",
    "rating-worst": "reviewRating.worstRating",
    "explanation": "reviewRating.ratingExplanation",
    "review": "url",
    "title": "headline",
    "reviewed-on": "datePublished",
    "publisher": "author.name",
    "publisher-url": "author.url",
    "language": "inLanguage",
}
"""What a column can be mapped to, and where that stands in a ClaimReview."""

GUESSES = {
    "claim": (
        "claim claim_text claimreviewed claim_reviewed statement claim_statement claim_made claim_s "
        "the_claim what_was_said what_was_claimed text_of_claim claim_to_check claimreview_claimreviewed "
        "quote_claim factcheck_claim claim_checked"
    ),
    "speaker": (
        "speaker claimant claim_author claim_author_name said_by author_of_claim speaker_name "
        "claimant_name name_of_claimant who_said_it who_said who person speaker_full_name claimed_by "
        "made_by claim_by who_made_the_claim creativework_author_name speaker_if_known name_of_speaker "
        "said_by_whom"
    ),
    "speaker-role": (
        "speaker_role role job_title speaker_job speaker_s_job_title claimant_role speaker_title "
        "claimant_title position office creativework_author_jobtitle speaker_role_title"
    ),
    "said-on": (
        "said_on claim_date date_said statement_date date_of_claim claim_made_on date_claimed when_said "
        "when_was_it_said date_of_statement said_date claimed_on when creativework_datepublished "
        "date_said_on"
    ),
    "occasion": "occasion context venue claim_location where_said event where_was_it_said",
    "source": (
        "source source_url claim_url first_appearance appeared_at link_to_claim claim_link source_link "
        "link_to_source url_of_claim original_url original_link where_it_appeared link_to_post post_url"
    ),
    "rating": (
        "rating label verdict review_rating textual_rating truth_rating alternatename our_rating "
        "our_verdict final_rating final_verdict conclusion rating_alternatename rating_ours "
        "fact_check_rating factcheck_rating ruling rating_label rating_given truth_o_meter"
    ),
    "rating-value": "rating_value ratingvalue rating_ratingvalue",
    "rating-best": "best_rating bestrating rating_best rating_bestrating",
    "rating-worst": "worst_rating worstrating rating_worst rating_worstrating",
    "explanation": (
        "explanation justification rationale rating_explanation reason why reasoning "
        "rating_ratingexplanation explanation_of_rating"
    ),
    "review": (
        "review_url url fact_check_url factcheck_url link review_link link_to_fact_check "
        "link_to_factcheck fact_check_link factcheck_link claimreview_url link_to_review fact_check "
        "factcheck_article article_url link_to_article url_of_fact_check fact_check_article"
    ),
    "title": "title headline review_title fact_check_title fact_check_headline extra_title article_title",
    "reviewed-on": (
        "review_date reviewed_on date_published datepublished published fact_check_date published_on "
        "date_of_fact_check fact_checked_on factcheck_date date_of_review claimreview_datepublished "
        "date_checked checked_on publication_date publish_date date_of_publication published_date"
    ),
    "publisher": (
        "publisher reviewer reviewer_name fact_checker factchecker organization claimreview_author_name "
        "fact_checked_by checked_by outlet publisher_name name_of_publisher fact_check_publisher"
    ),
    "publisher-url": "publisher_url publisher_site reviewer_url site claimreview_author_url",
    "language": "language lang language_code claimreview_inlanguage language_of_claim",
    "speaker-same-as": "creativework_author_sameas speaker_same_as speaker_wikidata claimant_wikidata",
}
"""The headers from which a field is guessed; whole, after folding."""

_GUESSED = {header: field for field, headers in GUESSES.items() for header in headers.split()}
_KNOWN_PATH = re.compile(r"(?:author|itemReviewed|reviewRating)\.[\w@.]+|@context|@type|" + "|".join(FIELDS.values()))
MOST_SHOWN = 30
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
NOTHING = frozenset(
    {
        "n/a",
        "#n/a",
        "null",
        "none",
        "nil",
        "nan",
        "-",
        "--",
        "\u2013",
        "\u2014",
        "#ref!",
        "#value!",
        "#name?",
        "#div/0!",
    }
    | {"#null!", "#num!", "(blank)", "(none)", "undefined", "n.a."}
)
"""What spreadsheets and people write into a cell that says nothing."""

_DELIMITERS = ",;\t|"
csv.field_size_limit(10_000_000)


def columns_of(stream: Stream) -> list[str]:
    """The headers of a table, which stay to be read."""
    reader = csv.reader(io.StringIO(_beginning(stream), newline=""), delimiter=delimiter_of(stream))
    found = _headers(reader)
    _require_distinct(found, next(reader, []))
    return found


def _headers(reader: Iterator[list[str]]) -> list[str]:
    """The first row that says anything, each header on one line; columns behind the last that is named are none."""
    for cells in reader:
        if any(each.strip(" \ufeff") for each in cells):
            named = [" ".join(each.replace("\ufeff", "").split()) for each in cells]
            while named and not named[-1]:
                named.pop()
            return named
    return []


def _require_distinct(headers: Sequence[str], first: Sequence[str]) -> None:
    """Refuse a table of which two columns have one name: neither may take the place of the other."""
    twice = [each for each in dict.fromkeys(headers) if each and headers.count(each) > 1]
    if twice:
        cells = dict(enumerate(first, 1))
        places = ", ".join(
            f"column {place}, which begins with {quoted(cells.get(place, ''))}"
            for place, each in enumerate(headers, 1)
            if each == twice[0]
        )
        raise BadInput(f"Two columns are called {quoted(twice[0])}: {places}.", "Rename one, and import it again.")


def delimiter_of(stream: Stream) -> str:
    """What stands between the cells of a table; what stands within quotation marks is part of a cell."""
    text = _beginning(stream).lstrip("\ufeff \t\r\n")
    first = _QUOTED.sub("", text).lstrip().partition("\n")[0]
    return max(_DELIMITERS, key=first.count)


def _beginning(stream: Stream) -> str:
    head = head_of(stream)
    return head.decode(encoding_of(stream), "replace").removeprefix("\ufeff")


def encoding_of(stream: Stream) -> str:
    """What a table is in, by its beginning: UTF-8, or what a spreadsheet on Windows writes."""
    head = head_of(stream)
    whole = head if len(head) < LOOK else head[: head.rfind(b"\n") + 1] or head
    return guessed(whole)


def mapped(headers: Sequence[str], told: Mapping[str, str]) -> dict[str, str]:
    """The path in a ClaimReview of each column that has one: as told, as its header says, or as guessed."""
    for column, field in told.items():
        if column not in headers:
            raise BadInput(f"There is no column {quoted(column)}.", f"The columns are: {some_of(headers)}.")
        if field not in FIELDS and not _KNOWN_PATH.fullmatch(field) and field != "-":
            raise BadInput(f"{quoted(field)} is no field.", f"Fields are: {', '.join(FIELDS)}, or - for none.")
    paths = {column: FIELDS.get(field, field) for column, field in told.items() if field != "-"}
    for column in headers:
        path = column if _KNOWN_PATH.fullmatch(column) else FIELDS.get(_GUESSED.get(_folded(column), ""))
        if column not in told and path and path not in paths.values():
            paths[column] = path
    if "claimReviewed" not in paths.values():
        hint = f"Say which with --map COLUMN=claim; the columns are: {some_of(headers)}."
        raise BadInput("No column holds the claim's text.", hint)
    return paths


def some_of(names: Sequence[str]) -> str:
    """The first of many names, as a message shows them, and how many more there are."""
    shown = ", ".join(printable(shorten(each, 60)) for each in names[:MOST_SHOWN])
    return f"{shown} and {len(names) - MOST_SHOWN:,} more" if len(names) > MOST_SHOWN else shown


def _folded(header: str) -> str:
    return re.sub(r"[^\w]+", "_", header.strip().casefold()).strip("_")


def rows(stream: Stream, paths: Mapping[str, str], encoding: str | None = None) -> Iterator[Piece]:
    """Each row of a table as a ClaimReview; columns that have no place in one keep their headers."""
    delimiter = delimiter_of(stream)
    found = encoding or encoding_of(stream)
    text = io.TextIOWrapper(
        stream, encoding="utf-8-sig" if found == "utf-8" else found, errors="surrogateescape", newline=""
    )
    lines = _Lines(text)
    reader = csv.reader(lines, delimiter=delimiter)
    headers = _headers(reader)
    line = reader.line_num + 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Piece(reader.line_num, "$", None, "", f"it is no CSV: {error}")
            continue
        if lines.ended:  # a row that is whole asks for no further line
            fault = f"a quotation mark in it is never closed, and takes {reader.line_num - line + 1} lines for one"
            yield Piece(line, "$", None, _joined(cells, delimiter), fault)
        elif any(cells):
            yield _row(headers, cells, paths, line, delimiter)
        line = reader.line_num + 1


def _row(headers: Sequence[str], cells: Sequence[str], paths: Mapping[str, str], line: int, delimiter: str) -> Piece:
    raw = _joined(cells, delimiter)
    if any("\udc80" <= each <= "\udcff" for each in raw):
        return Piece(line, "$", None, raw.encode("utf-8", "surrogateescape").decode("latin-1"), "it is no UTF-8")
    while len(cells) > len(headers) and not cells[-1].strip():
        cells = cells[:-1]
    if len(cells) > len(headers):
        return Piece(line, "$", None, raw, f"it has {len(cells)} cells; the table has {len(headers)} columns")
    known: dict[str, Any] = {}
    for header, cell in zip(headers, cells, strict=False):
        if cell.strip() and cell.strip().casefold() not in NOTHING and (header or cell.strip()):
            _put(known, paths[header].split(".") if header in paths else [header], cell)
    _close(known)
    return Piece(line, "$", {"@type": "ClaimReview"} | known, raw)


def _put(known: dict[str, Any], path: list[str], cell: str) -> None:
    for step in path[:-1]:
        deeper = known.setdefault(step, {})
        if not isinstance(deeper, dict):
            return
        known = deeper
    # The header of Insights says `type` in one place and means the same.
    known["@type" if path[-1] == "type" and len(path) > 1 else path[-1]] = cell


def _close(known: dict[str, Any]) -> None:
    """Numbered columns become a list; a type of what isn't there is dropped."""
    item = known.get("itemReviewed")
    if isinstance(item, dict):
        if isinstance(numbered := item.get("appearance"), dict):
            item["appearance"] = [
                numbered[each] for each in sorted(numbered, key=lambda n: int(n) if n.isdecimal() else 0)
            ]
            item["appearance"] = [each for each in item["appearance"] if set(each) - {"@type"}]
        for name in ("firstAppearance", "author"):
            if isinstance(item.get(name), dict) and not set(item[name]) - {"@type"}:
                del item[name]


class _Lines:
    """The lines of a table without NUL; `ended` once somebody asked for more than there are."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if line := self._text.readline():
            return line.replace("\0", "")
        self.ended = True
        raise StopIteration


def _joined(cells: Sequence[str], delimiter: str) -> str:
    out = io.StringIO()
    csv.writer(cast(Any, out), delimiter=delimiter, lineterminator="").writerow(cells)
    return out.getvalue()
