"""The inbox on the whole screen: the article on one side, the candidate on the other, one key a decision."""

from collections.abc import Callable
from typing import Any

from prompt_toolkit.application import Application
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.document import Document
from prompt_toolkit.filters import Condition
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.layout import ConditionalContainer, HSplit, Layout, VSplit, Window
from prompt_toolkit.layout.controls import BufferControl
from prompt_toolkit.layout.dimension import Dimension
from prompt_toolkit.styles import Style

from claims.actions.inbox.walk import Stop, Walk
from claims.cli.terminal.wrapped import Marked, Wrapped

KEYS = "a accept   e edit   m same as a claim   s split   r reject   n skip   p back   u undo   ↑↓ scroll   q leave"
KEY_LINE = KEYS.replace("   ", "\0").replace(" ", "\xa0").replace("\0", "  ")
"""The same, so that no line ends within an entry."""

ABOVE = 3
"""Rows of the article above the statement."""

STYLE = Style.from_dict(
    {
        "said": "reverse bold",
        "who": "underline",
        "label": "bold",
        "bar": "reverse",
        "message": "italic",
    }
)
ASKING = {
    "edit": "The claim in your own words (Enter records it, Esc leaves it): ",
    "merge": "Number of the claim that this is (Enter records it, Esc leaves it): ",
    "split": "The claims, with | between them (Enter records them, Esc leaves it): ",
}
STANCES = {
    "denied": "denied: nobody states it, so it can't be accepted",
    "not_said": "not said, so it can't be accepted",
    "asked": "asked, not stated, so it can't be accepted",
    "supposed": "only supposed, so it can't be accepted",
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
        self._article = Wrapped(self._text, focusable=True)
        self._scrolled = 0
        self._line = BufferControl(self._buffer)

    def application(self, **streams: Any) -> Application[None]:
        asking = Condition(lambda: self._asking is not None)
        body = VSplit(
            [
                Window(self._article, width=Dimension(weight=3), get_vertical_scroll=self._top),
                Window(width=1, char="│"),
                Window(Wrapped(self._card), width=Dimension(weight=2)),
            ]
        )
        bars = [
            _bar(self._message, "class:message"),
            ConditionalContainer(
                HSplit(
                    [
                        _bar(lambda: ASKING[self._asking or "edit"]),
                        Window(self._line, height=2, wrap_lines=True),
                    ]
                ),
                asking,
            ),
            _bar(lambda: KEY_LINE, "class:bar"),
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
        keys.add("up", filter=deciding)(lambda _event: self._scroll(-1))
        keys.add("down", filter=deciding)(lambda _event: self._scroll(1))
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
        self._stop, self._scrolled = self._walk.stop(), 0
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
        said = " ".join(each for each in [self._walk.said, *self._heard] if each)
        return " · ".join([f"{place} of {of}", f"{self._walk.left} to decide", *([said] if said else [])])

    def _spans(self) -> list[tuple[int, int, str]]:
        """The marked stretches of the article: what was said, and who said it."""
        if self._stop is None:
            return []
        reading: Any = self._stop.candidate.reading
        marked = [(start, end, "class:said") for start, end in reading["content"]]
        if reading.get("source"):
            marked.append((*reading["source"], "class:who"))
        return sorted(marked)

    def _text(self) -> Marked:
        if self._stop is None:
            return Marked("That was the last one. p goes back, q leaves.")
        return Marked(self._stop.text, self._spans())

    def _scroll(self, rows: int) -> None:
        self._scrolled += rows

    def _top(self, window: Window) -> int:
        """The first row that is shown: a little above the statement, or where the arrow keys have moved it."""
        seen = window.render_info
        last = max(0, self._article.count - (seen.window_height if seen else 0))
        top = min(max(0, self._article.first - ABOVE + self._scrolled), last)
        self._scrolled = top - self._article.first + ABOVE
        return top

    def _card(self) -> Marked:
        if self._stop is None:
            return Marked("")
        reading: Any = self._stop.candidate.reading
        hops = [
            f"{hop['name']} ({hop['role']})" if hop.get("role") else hop["name"] for hop in reading.get("chain") or []
        ]
        if hops and reading.get("speaker") is None:
            hops.insert(0, "nobody named")
        facts = [
            ("Claim", self._stop.proposed),
            ("In the text", self._stop.as_said if self._stop.as_said != self._stop.proposed else None),
            ("Open", reading.get("unresolved")),
            ("Stance", STANCES.get(reading.get("stance", "stated"))),
            ("Chain", " > ".join(hops) or "nobody named"),
            ("As written", (reading.get("speaker") or {}).get("as_written")),
            ("Cue", reading.get("cue")),
            ("Mode", reading.get("mode")),
            ("Said on", reading.get("said_on") or "the text doesn't say"),
            ("To", reading.get("addressee")),
            ("Confidence", f"{self._stop.candidate.confidence:.2f}"),
            ("Why", " ".join(reading.get("why") or [])),
        ]
        text, labels = "", []
        for label, said in facts:
            if said:
                labels.append((len(text), len(text) + len(label), "class:label"))
                text += f"{label}\n  {said}\n\n"
        return Marked(text, labels)


def _bar(text: Callable[[], str], style: str = "") -> Window:
    """Rows across the screen, as many as the text takes."""
    return Window(Wrapped(lambda: Marked(text())), style=style, dont_extend_height=True)
