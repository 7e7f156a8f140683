"""A small drawing of how figures grow, on two logarithmic axes, as SVG."""

from html import escape
from math import ceil, floor, log10

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640, 360, 70, 110, 40, 50
COLOURS = ("#0a5c8a", "#b3541e", "#4d7a2a")
Points = list[tuple[float, float]]


def draw(title: str, across: str, lines: dict[str, Points]) -> str:
    """Draw named lines through points; whoever can't see it reads the figures in its description."""
    scale = _Scale([point for points in lines.values() for point in points])
    told = "; ".join(
        f"{name}: {', '.join(f'{y:,.0f} at {x:,.0f}' for x, y in points)}" for name, points in lines.items()
    )
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" font-family="sans-serif"'
        f' font-size="12"><title>{escape(title)}</title><desc>{escape(told)}</desc>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        f'<text x="{LEFT}" y="22" font-size="14">{escape(title)}</text>',
        *scale.grid(),
        f'<text x="{(LEFT + WIDTH - RIGHT) // 2}" y="{HEIGHT - 10}" text-anchor="middle">{escape(across)}</text>',
    ]
    for colour, (name, points) in zip(COLOURS, lines.items(), strict=False):
        places = [scale.place(x, y) for x, y in points]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>' for x, y in places]
        x, y = places[-1]
        parts.append(f'<text x="{x + 8:.1f}" y="{y + 4:.1f}" fill="{colour}">{escape(name)}</text>')
    return "\n".join([*parts, "</svg>", ""])


class _Scale:
    """Where figures lie on the drawing; whole powers of ten have a line."""

    def __init__(self, points: Points) -> None:
        self._across = [floor(min(log10(x) for x, _y in points)), ceil(max(log10(x) for x, _y in points))]
        self._up = [floor(min(log10(y) for _x, y in points)), ceil(max(log10(y) for _x, y in points))]

    def place(self, x: float, y: float) -> tuple[float, float]:
        """The place of a point in the drawing's own units."""
        (west, east), (south, north) = self._across, self._up
        return (
            LEFT + (log10(x) - west) / max(east - west, 1) * (WIDTH - LEFT - RIGHT),
            HEIGHT - BOTTOM - (log10(y) - south) / max(north - south, 1) * (HEIGHT - TOP - BOTTOM),
        )

    def grid(self) -> list[str]:
        """A line and a label for each power of ten."""
        (west, east), (south, north) = self._across, self._up
        parts = []
        for power in range(west, east + 1):
            x, y = self.place(10**power, 10**south)
            parts.append(f'<line x1="{x:.1f}" y1="{TOP}" x2="{x:.1f}" y2="{y:.1f}" stroke="#ddd"/>')
            parts.append(f'<text x="{x:.1f}" y="{y + 18:.1f}" text-anchor="middle">{10**power:,}</text>')
        for power in range(south, north + 1):
            x, y = self.place(10**west, 10**power)
            parts.append(f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{WIDTH - RIGHT}" y2="{y:.1f}" stroke="#ddd"/>')
            parts.append(f'<text x="{x - 8:.1f}" y="{y + 4:.1f}" text-anchor="end">{10**power:,}</text>')
        return parts
