"""Steward's two icons, drawn: three bars of a chart that rise towards a target line."""

import struct
import zlib
from typing import NamedTuple

SIGNATURE = b"\x89PNG\r\n\x1a\n"
KIND = [8, 6, 0, 0, 0]  # 8 bits each of red, green, blue and opacity; not interlaced


class Pixel(NamedTuple):
    red: int
    green: int
    blue: int
    opacity: int


GROUND = Pixel(0x14, 0x50, 0x4B, 255)
WHITE = Pixel(255, 255, 255, 255)
TARGET = Pixel(0xF2, 0xB8, 0x4B, 255)
CLEAR = Pixel(255, 255, 255, 0)
COLOUR_SIZE, OUTLINE_SIZE = 192, 32  # pixels, as Teams demands

# Left, top, right and bottom of each shape, in 32nds of the icon's side. The right bar passes the
# target line and is the only one to do so.
BARS = ((6, 18, 11, 26), (13, 14, 18, 26), (20, 7, 25, 26))
LINE = ((4, 11, 19, 12), (26, 11, 28, 12))


def colour() -> bytes:
    """The icon of 192 × 192 pixels, in full colour."""
    return _png(COLOUR_SIZE, ground=GROUND, line=TARGET)


def outline() -> bytes:
    """The icon of 32 × 32 pixels, each of them white or transparent."""
    return _png(OUTLINE_SIZE, ground=CLEAR, line=WHITE)


def read_png(content: bytes) -> tuple[int, int, list[Pixel]]:
    """Width, height and pixels of a PNG of our own kind: 8 bits, with opacity, rows unfiltered.

    Raises ValueError for any other.
    """
    if not content.startswith(SIGNATURE):
        raise ValueError("not a PNG")
    chunks, at = dict[bytes, bytes](), len(SIGNATURE)
    while at < len(content):
        (length,) = struct.unpack(">I", content[at : at + 4])
        chunks[content[at + 4 : at + 8]] = content[at + 8 : at + 8 + length]
        at += length + 12
    width, height, *kind = struct.unpack(">IIBBBBB", chunks[b"IHDR"])
    if kind != KIND:
        raise ValueError("a PNG of another kind")
    rows, stride = zlib.decompress(chunks[b"IDAT"]), 4 * width + 1
    pixels = [
        Pixel(*rows[start : start + 4])
        for row in range(height)
        for start in range(row * stride + 1, (row + 1) * stride, 4)
    ]
    return width, height, pixels


def _png(size: int, *, ground: Pixel, line: Pixel) -> bytes:
    scale = size // 32
    rows = b"".join(
        b"\0" + b"".join(bytes(_paint(x // scale, y // scale, ground, line)) for x in range(size))
        for y in range(size)
    )
    header = struct.pack(">IIBBBBB", size, size, *KIND)
    return SIGNATURE + b"".join(
        _chunk(name, data)
        for name, data in ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    )


def _paint(x: int, y: int, ground: Pixel, line: Pixel) -> Pixel:
    if any(left <= x < right and top <= y < bottom for left, top, right, bottom in BARS):
        return WHITE
    if any(left <= x < right and top <= y < bottom for left, top, right, bottom in LINE):
        return line
    return ground


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
