"""The inbox on the whole screen: the article on one side, the candidate on the other, one key a decision."""

import re
from collections.abc import Callable
from functools import lru_cache
from textwrap import indent
from typing import Any

from prompt_toolkit.application import Application
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.data_structures import Point
from prompt_toolkit.document import Document
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.layout import ConditionalContainer, FormattedTextControl, HSplit, Layout, VSplit, Window
from prompt_toolkit.layout.controls import BufferControl
from prompt_toolkit.layout.dimension import Dimension
from prompt_toolkit.styles import Style

from claims.actions.walking import Stop, Walk
from claims.text import printable

KEYS = "a accept   e edit   m same as a claim   s split   r reject   n skip   p back   u undo   q leave"
STYLE = Style.from_dict(
    {
        "said": "reverse bold",
        "who": "underline",
        "label": "bold",
        "bar": "reverse",
        "message": "italic",
    }
)
INDENT = 2
ASKING = {
    "edit": "The claim in your own words (Enter records it, Esc leaves it): ",
    "merge": "Number of the claim that this is (Enter records it, Esc leaves it): ",
    "split": "The claims, with | between them (Enter records them, Esc leaves it): ",
}


def view(walk: Walk, heard: list[str], **streams: Any) -> Application[None]:
    """The application; `streams` are its input and output where they aren't the terminal."""
    return _View(walk, heard).application(**streams)


class _View:
    def __init__(self, walk: Walk, heard: list[str]) -> None:
        self._walk = walk
        self._heard = heard
        self._stop: Stop | None = walk.stop()
        self._asking: str | None = None
        self._buffer = Buffer(multiline=False, accept_handler=self._answered)
        self._article = FormattedTextControl(self._text, focusable=True, get_cursor_position=self._cursor)
        self._line = BufferControl(self._buffer)

    def application(self, **streams: Any) -> Application[None]:
        asking = Condition(lambda: self._asking is not None)
        body = VSplit(
            [
                Window(self._article, wrap_lines=True, width=Dimension(weight=3)),
                Window(width=1, char="│"),
                Window(FormattedTextControl(self._card), wrap_lines=True, width=Dimension(weight=2)),
            ]
        )
        bars = [
            Window(FormattedTextControl(self._message), height=1, style="class:message"),
            ConditionalContainer(
                HSplit(
                    [
                        Window(FormattedTextControl(lambda: ASKING[self._asking or "edit"]), height=1),
                        Window(self._line, height=2),
                    ]
                ),
                asking,
            ),
            Window(FormattedTextControl(KEYS), height=1, style="class:bar"),
        ]
        layout = Layout(HSplit([body, *bars]), focused_element=self._article)
        return Application(
            layout=layout, key_bindings=self._keys(~asking, asking), style=STYLE, full_screen=True, **streams
        )

    def _keys(self, deciding: Any, asking: Any) -> KeyBindings:
        keys = KeyBindings()
        moves: dict[str, Callable[[], None]] = {
            "a": self._walk.accept,
            "r": self._walk.reject,
            "n": self._walk.skip,
            "right": self._walk.skip,
            "p": self._walk.back,
            "left": self._walk.back,
            "u": self._walk.undo,
        }
        for key, move in moves.items():
            keys.add(key, filter=deciding)(self._moving(move))
        for key, question in (("e", "edit"), ("m", "merge"), ("s", "split")):
            keys.add(key, filter=deciding)(self._asks(question))
        keys.add("escape", filter=asking, eager=True)(self._leaves_line)
        for key in ("q", "c-c", "c-d"):
            keys.add(key, filter=deciding)(lambda event: event.app.exit())
        keys.add("c-c", filter=asking)(self._leaves_line)
        return keys

    def _moving(self, move: Callable[[], None]) -> Callable[[KeyPressEvent], None]:
        def press(event: KeyPressEvent) -> None:
            self._heard.clear()
            move()
            self._look(event.app)

        return press

    def _look(self, app: Any) -> None:
        """Show where the walk stands now; at its end the view closes."""
        self._stop = self._walk.stop()
        if self._stop is None and self._walk.left == 0:
            app.exit()

    def _asks(self, question: str) -> Callable[[KeyPressEvent], None]:
        def press(event: KeyPressEvent) -> None:
            if self._stop is not None:
                self._asking = question
                self._buffer.document = Document("" if question == "merge" else self._stop.proposed)
                event.app.layout.focus(self._line)

        return press

    def _leaves_line(self, event: KeyPressEvent) -> None:
        self._asking = None
        event.app.layout.focus(self._article)

    def _answered(self, buffer: Buffer) -> bool:
        from prompt_toolkit.application import get_app

        question, written = self._asking, buffer.text
        self._asking = None
        self._heard.clear()
        if question == "merge":
            self._walk.accept(claim=written)
        else:
            self._walk.accept(written.split("|") if question == "split" else [written])
        app = get_app()
        app.layout.focus(self._article)
        self._look(app)
        return False

    def _message(self) -> str:
        place, of = self._walk.place
        return printable(f"{place} of {of} · {self._walk.left} to decide · {' '.join([self._walk.said, *self._heard])}")

    def _spans(self) -> list[tuple[int, int, str]]:
        """The marked stretches of the article: what was said, and who said it."""
        if self._stop is None:
            return []
        reading: Any = self._stop.candidate.reading
        marked = [(start, end, "class:said") for start, end in reading["content"]]
        if reading.get("source"):
            marked.append((*reading["source"], "class:who"))
        return sorted(marked)

    def _text(self) -> StyleAndTextTuples:
        if self._stop is None:
            return [("", "That was the last one. p goes back, q leaves.")]
        text, at, parts = self._article_text(), 0, StyleAndTextTuples()
        for start, end, style in self._spans():
            if start >= at:
                parts += [("", _shown(text[at:start])), (style, _shown(text[start:end]))]
                at = end
        return [*parts, ("", _shown(text[at:]))]

    def _article_text(self) -> str:
        """The article, broken at spaces where a line would be wider than its side of the screen."""
        return broken(self._stop.text if self._stop else "", _sides()[0])

    def _cursor(self) -> Point:
        """Where the statement begins, so that the article is scrolled to it."""
        if self._stop is None:
            return Point(0, 0)
        before = self._article_text()[: self._spans()[0][0]]
        return Point(len(before) - before.rfind("\n") - 1, before.count("\n"))

    def _card(self) -> StyleAndTextTuples:
        if self._stop is None:
            return []
        reading: Any = self._stop.candidate.reading
        hops = [
            f"{hop['name']} ({hop['role']})" if hop.get("role") else hop["name"] for hop in reading.get("chain") or []
        ]
        facts = [
            ("Claim", self._stop.proposed),
            ("Chain", " > ".join(hops) or "nobody named"),
            ("As written", (reading.get("speaker") or {}).get("as_written")),
            ("Cue", reading.get("cue")),
            ("Mode", reading.get("mode")),
            ("Said on", reading.get("said_on") or "the text doesn't say"),
            ("To", reading.get("addressee")),
            ("Confidence", f"{self._stop.candidate.confidence:.2f}"),
            ("Why", " ".join(reading.get("why") or [])),
        ]
        lines: StyleAndTextTuples = []
        for label, said in facts:
            if said:
                told = indent(broken(str(said), _sides()[1] - INDENT), " " * INDENT)
                lines += [("class:label", f"{label}\n"), ("", f"{_shown(told)}\n\n")]
        return lines


def _shown(text: str) -> str:
    """Text from outside, line by line, with nothing in it that a terminal would obey."""
    return "\n".join(printable(line) for line in text.split("\n"))


def _sides() -> tuple[int, int]:
    """The columns of the article and of the card, which part the screen three to two."""
    from prompt_toolkit.application import get_app

    columns = get_app().output.get_size().columns - 1
    return columns * 3 // 5 - 1, columns * 2 // 5 - 1


@lru_cache(maxsize=16)
def broken(text: str, width: int) -> str:
    """A text with line breaks in place of some spaces: nothing in it moves, so that positions hold."""
    width = max(width, 10)
    return re.sub(rf"(?=[^\n]{{{width + 1}}})([^\n]{{1,{width}}}) ", r"\1\n", text)
