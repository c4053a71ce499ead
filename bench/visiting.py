"""Many connections that ask the same again and again, in a process of its own: `python -m bench.visiting`."""

import asyncio
import statistics
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import orjson

SECONDS = 5.0
# How long somebody waits who was told to come again later.
PAUSE = 0.2


@dataclass
class Crowd:
    """What a crowd of connections was answered: how often with which status, and after how many milliseconds."""

    statuses: Counter[int] = field(default_factory=Counter)
    took: list[float] = field(default_factory=list)
    seconds: float = 0.0

    def line(self) -> dict[str, object]:
        """Return what is told about it."""
        done = sorted(self.took) or [0.0]
        return {
            "rate": self.statuses[200] / self.seconds,
            "median": statistics.median(done),
            "p95": done[max(int(len(done) * 0.95) - 1, 0)],
            "shed": self.statuses[503],
            "faults": sum(n for status, n in self.statuses.items() if status not in (200, 503)),
        }


async def crowd(address: str, request: bytes, connections: int, seconds: float = SECONDS) -> Crowd:
    """Have so many connections ask the same for a while."""
    place, result = urlsplit(address), Crowd()
    begin = time.perf_counter()
    until = begin + seconds
    hosts = [
        _visit(str(place.hostname), int(place.port or 80), request, until, result) for _ in range(connections)
    ]
    await asyncio.gather(*hosts)
    result.seconds = time.perf_counter() - begin
    return result


async def _visit(host: str, port: int, request: bytes, until: float, result: Crowd) -> None:
    """Ask again and again through one connection; one that is closed is opened anew."""
    while time.perf_counter() < until:
        try:
            reader, writer = await asyncio.open_connection(host, port, limit=2**20)
            while time.perf_counter() < until:
                begin = time.perf_counter()
                writer.write(request)
                status, is_kept = await _answer(reader)
                result.statuses[status] += 1
                if status == 200:
                    result.took.append((time.perf_counter() - begin) * 1000)
                elif status == 503:
                    await asyncio.sleep(PAUSE)
                if not is_kept:
                    break
            writer.close()
        except (ConnectionError, asyncio.IncompleteReadError):
            result.statuses[0] += 1


async def _answer(reader: asyncio.StreamReader) -> tuple[int, bool]:
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    status = int(head.split(b" ", 2)[1])
    length = head.partition(b"content-length:")[2].partition(b"\r\n")[0]
    await reader.readexactly(int(length or 0))
    return status, b"connection: close" not in head


if __name__ == "__main__":
    sent = orjson.loads(sys.stdin.buffer.read())
    asked = sent["request"].encode("latin-1")
    answered = asyncio.run(crowd(sent["address"], asked, sent["connections"]))
    sys.stdout.buffer.write(orjson.dumps(answered.line()))
