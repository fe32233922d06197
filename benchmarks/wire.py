"""Just enough HTTP, so that what measures costs little beside what is measured."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

END = b"\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Message:
    """One request or response: its first line, its headers as they came, its body."""

    first: str
    head: bytes
    body: bytes

    @property
    def status(self) -> int:
        return int(self.first[9:12])


class Reader:
    """Cuts a stream of bytes into HTTP messages."""

    def __init__(self) -> None:
        self._raw = b""

    def feed(self, more: bytes) -> list[Message]:
        self._raw += more
        found = []
        while (message := self._next()) is not None:
            found.append(message)
        return found

    def _next(self) -> Message | None:
        end = self._raw.find(END)
        if end < 0:
            return None
        head = self._raw[:end]
        start = end + len(END)
        low = head.lower()
        if b"transfer-encoding: chunked" in low:
            stop = self._raw.find(b"0" + END, start)
            if stop < 0:
                return None
            body, last = _joined(self._raw[start:stop]), stop + 1 + len(END)
        else:
            at = low.find(b"content-length:")
            size = int(low[at + 15 : low.find(b"\r\n", at) % (len(low) + 1)]) if at >= 0 else 0
            last = start + size
            if len(self._raw) < last:
                return None
            body = self._raw[start:last]
        self._raw = self._raw[last:]
        return Message(head[: head.find(b"\r\n") % (len(head) + 1)].decode(), head, body)


def _joined(chunks: bytes) -> bytes:
    body = b""
    while chunks:
        size, _, rest = chunks.partition(b"\r\n")
        length = int(size.partition(b";")[0] or b"0", 16)
        body, chunks = body + rest[:length], rest[length + 2 :]
    return body


class Served(asyncio.Protocol):
    """One connection of a server: `answer` gets each message and a way to answer it."""

    def __init__(self, answer: Callable[[Message, Callable[[bytes], None]], None]) -> None:
        self._answer = answer
        self._reader = Reader()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        for message in self._reader.feed(data):
            self._answer(message, self._write)

    def _write(self, content: bytes) -> None:
        if not self._transport.is_closing():
            self._transport.write(content)


class Client(asyncio.Protocol):
    """One kept connection; one request at a time."""

    def __init__(self) -> None:
        self._reader = Reader()
        self._waiting: asyncio.Future[Message] | None = None
        self._transport: asyncio.Transport | None = None

    @classmethod
    async def connected(cls, port: int) -> "Client":
        loop = asyncio.get_running_loop()
        _, client = await loop.create_connection(cls, "127.0.0.1", port)
        return client

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        for message in self._reader.feed(data):
            if self._waiting and not self._waiting.done():
                self._waiting.set_result(message)

    def connection_lost(self, error: Exception | None) -> None:
        self._transport = None
        if self._waiting and not self._waiting.done():
            self._waiting.set_exception(error or ConnectionResetError("hung up"))

    async def ask(self, request: bytes) -> Message:
        if self._transport is None:
            raise ConnectionResetError("hung up")
        self._waiting = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return await self._waiting

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()


def post(port: int, path: str, body: bytes, authorization: str = "") -> bytes:
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n"
    )
    if authorization:
        head += f"Authorization: {authorization}\r\n"
    return head.encode() + b"\r\n" + body


def response(status: int, body: bytes, more: str = "") -> bytes:
    return (
        f"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\n{more}"
        f"Content-Length: {len(body)}\r\n\r\n"
    ).encode() + body
