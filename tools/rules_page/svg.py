"""A few shapes as SVG, readable on light and on dark pages, with a description for who cannot see.

Written by hand, so that the pictures need no library and change only when the rules do.
"""

from html import escape

_STYLE = """
text { font: 13px system-ui, "Segoe UI", Arial, sans-serif; fill: #1f2328 }
.small { font-size: 11px; fill: #59636e } .strong { font-weight: 600 }
.page { fill: #ffffff } .value { stroke: #59636e } .limit { stroke: #8c959f }
.mean { stroke: #57606a } .target { stroke: #1a7f37 } .break { stroke: #8250df }
.common, .few { fill: #6e7781 } .improvement { fill: #0969da } .concern { fill: #bc4c00 }
.neutral { fill: #8250df } .green { fill: #1a7f37 } .amber { fill: #bf8700 } .red { fill: #cf222e }
.on { fill: #ffffff; font-weight: 600 } .on.dark { fill: #1f2328 }
@media (prefers-color-scheme: dark) {
text { fill: #e6edf3 } .small { fill: #9198a1 } .page { fill: #0d1117 }
.value { stroke: #9198a1 } .limit { stroke: #6e7681 } .mean { stroke: #b1bac4 }
.target { stroke: #3fb950 } .break { stroke: #ab7df8 } .common, .few { fill: #9198a1 }
.improvement { fill: #4493f8 } .concern { fill: #f0883e } .neutral { fill: #ab7df8 }
.green { fill: #238636 } .amber { fill: #d29922 } .red { fill: #da3633 }
.on { fill: #ffffff } .on.dark { fill: #0d1117 } }
"""


class Drawing:
    """`says` is read out in place of the picture."""

    def __init__(self, width: int, height: int, says: str) -> None:
        self._parts = [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
            f'width="{width}" height="{height}" role="img" aria-label="{escape(says)}">',
            f"<title>{escape(says)}</title>",
            f"<style>{_STYLE}</style>",
            f'<rect class="page" width="{width}" height="{height}"/>',
        ]

    def words(self, x: float, y: float, text: str, kind: str = "", anchor: str = "start") -> None:
        place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"'
        self._parts.append(f'<text class="{kind}" {place}>{escape(text)}</text>')

    def line(self, points: list[tuple[float, float]], kind: str, dashes: str = "") -> None:
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
        style = 'fill="none" stroke-width="1.6"'
        self._parts.append(f'<polyline class="{kind}" points="{path}" {style}{dashed}/>')

    def box(self, x: float, y: float, width: float, height: float, kind: str) -> None:
        size = f'width="{width:.1f}" height="{height:.1f}"'
        self._parts.append(f'<rect class="{kind}" x="{x:.1f}" y="{y:.1f}" {size}/>')

    def mark(self, x: float, y: float, kind: str) -> None:
        """A point: a dot for common cause, and a shape of its own for each other kind."""
        if kind not in _SHAPES:
            self._parts.append(f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="3.2"/>')
            return
        corners = " ".join(f"{x + dx:.1f},{y + dy:.1f}" for dx, dy in _SHAPES[kind])
        self._parts.append(f'<polygon class="{kind}" points="{corners}"/>')

    def __str__(self) -> str:
        return "\n".join([*self._parts, "</svg>"]) + "\n"


_SHAPES = {
    "improvement": ((0, -6), (5.5, 4.5), (-5.5, 4.5)),
    "concern": ((0, -6), (6, 0), (0, 6), (-6, 0)),
    "neutral": ((-4.5, -4.5), (4.5, -4.5), (4.5, 4.5), (-4.5, 4.5)),
}
