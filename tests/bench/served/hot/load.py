"""A client that asks at a fixed rate, whether answers come or not. Runs as a process of its own.

It gets a JSON object on standard input and prints one on standard output; see `Order` and `Sample`.
"""

import asyncio
import json
import random
import re
import sys
import time
from collections import deque
from typing import NamedTuple

LENGTH = re.compile(rb"\r\nContent-Length: (\d+)\r\n", re.IGNORECASE)
LAST = re.compile(rb"\r\nConnection: close\r\n", re.IGNORECASE)
HOSTS = [f"127.0.0.{number}" for number in range(2, 18)]
"""Addresses of the readers: nginx allows each a hundred connections."""
HOT_SHARE = 0.7
PATIENCE_SECONDS = 30


class Order(NamedTuple):
    """`paths[0]` is the hot article."""

    port: int
    paths: list[str]
    rate: int
    seconds: float


class Sample(NamedTuple):
    """One request. Moments are of the monotonic clock; the status 0 is an error; `body` is an index of the bodies."""

    path: int
    due: float
    sent: float
    ended: float
    status: int
    body: int


Connection = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Client:
    def __init__(self, order: Order) -> None:
        self.order = order
        self.requests = [
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n\r\n".encode() for path in order.paths
        ]
        self.idle: list[Connection] = []
        self.hosts = deque(HOSTS)
        self.bodies: dict[bytes, int] = {}
        self.samples: list[Sample] = []

    async def run(self) -> None:
        """Send each request when it is due; the answers are awaited meanwhile."""
        # The same requests each time.
        chosen = random.Random(1)  # noqa: S311
        begun = time.monotonic()
        async with asyncio.TaskGroup() as tasks:
            for number in range(int(self.order.rate * self.order.seconds)):
                due = begun + number / self.order.rate
                await asyncio.sleep(max(0, due - time.monotonic()))
                is_hot = chosen.random() < HOT_SHARE or len(self.order.paths) == 1
                tasks.create_task(self._ask(0 if is_hot else chosen.randrange(1, len(self.order.paths)), due))

    async def _ask(self, path: int, due: float) -> None:
        sent = time.monotonic()
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                connection = self.idle.pop() if self.idle else await self._connect()
                status, body = await self._answer(connection, self.requests[path])
        except (OSError, EOFError, TimeoutError):
            status, body = 0, b""
        known = self.bodies.setdefault(body, len(self.bodies))
        self.samples.append(Sample(path, due, sent, time.monotonic(), status, known))

    async def _connect(self) -> Connection:
        self.hosts.rotate()
        return await asyncio.open_connection("127.0.0.1", self.order.port, local_addr=(self.hosts[0], 0))

    async def _answer(self, connection: Connection, request: bytes) -> tuple[int, bytes]:
        reader, writer = connection
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        length = LENGTH.search(head)
        body = await (reader.readexactly(int(length[1])) if length else reader.read())
        if length and not LAST.search(head):
            self.idle.append(connection)
        else:
            writer.close()
        return int(head[9:12]), body


def main() -> None:
    client = Client(Order(**json.load(sys.stdin)))
    asyncio.run(client.run())
    json.dump({"samples": client.samples, "bodies": [body.hex() for body in client.bodies]}, sys.stdout)


if __name__ == "__main__":
    main()
