"""A visitor without a screen: keeps connections open and asks a few things at a time, as browsers do."""

import asyncio
import gzip
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

LANES = 6  # connections that a browser opens to one server


@dataclass
class Answer:
    """What came back."""

    status: int
    body: bytes
    headers: dict[str, str]

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Visitor:
    """One person's device: its cookies, and up to `LANES` connections."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._idle: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []
        self._lanes = asyncio.Semaphore(LANES)

    async def get(self, path: str) -> Answer:
        return await self.ask("GET", path)

    async def post(self, path: str, sent: object) -> Answer:
        return await self.ask("POST", path, json.dumps(sent).encode())

    async def ask(self, method: str, path: str, body: bytes = b"") -> Answer:
        """Ask one thing; a connection that the server has closed meanwhile is opened anew."""
        async with self._lane() as (reader, writer):
            writer.write(self._request(method, path, body))
            await writer.drain()
            answer = await _answer(reader)
        for cookie in answer.headers.get("set-cookie", "").split("\n"):
            name, _, rest = cookie.partition("=")
            if name:
                self.cookies[name] = rest.partition(";")[0]
        return answer

    async def leave(self) -> None:
        for _, writer in self._idle:
            writer.close()
        self._idle.clear()

    @asynccontextmanager
    async def _lane(self) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
        async with self._lanes:
            lane = self._idle.pop() if self._idle else await asyncio.open_connection("127.0.0.1", self.port)
            try:
                yield lane
            except BaseException:
                lane[1].close()
                raise
            self._idle.append(lane)

    def _request(self, method: str, path: str, body: bytes) -> bytes:
        host = f"127.0.0.1:{self.port}"
        said = {
            "Host": host,
            "Accept-Encoding": "gzip",
            "Origin": f"http://{host}",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }
        if method == "POST":
            said |= {"Content-Type": "application/json", "Content-Length": str(len(body))}
        head = "".join(f"{name}: {value}\r\n" for name, value in said.items() if value)
        return f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode() + body


async def _answer(reader: asyncio.StreamReader) -> Answer:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    headers: dict[str, str] = {}
    for line in filter(None, head[1:]):
        name, _, value = line.partition(": ")
        name = name.lower()
        headers[name] = f"{headers[name]}\n{value}" if name in headers else value
    body = await _body(reader, headers)
    if headers.get("content-encoding") == "gzip":
        body = gzip.decompress(body)
    return Answer(int(head[0].split()[1]), body, headers)


async def _body(reader: asyncio.StreamReader, headers: dict[str, str]) -> bytes:
    if headers.get("transfer-encoding") != "chunked":
        return await reader.readexactly(int(headers.get("content-length", 0)))
    parts = []
    while size := int(await reader.readline(), 16):
        parts.append(await reader.readexactly(size))
        await reader.readline()
    await reader.readline()
    return b"".join(parts)
