"""How many requests are answered a second when many connections ask at once: asked from a process of its own."""

import asyncio
import statistics
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import orjson

from bench.figures import Figure
from bench.measuring import chosen, quicker
from bench.serving import Ask, Client, bare, bare_ask, product

ROOT = Path(__file__).resolve().parent.parent
CONNECTIONS = (8, 32, 200)
SECONDS = 5.0
FIGURES = ("overview", "list", "lead_page", "api_list", "api_one")
HEAD = (
    "| figure | connections | product, a second | median | p95 | 503 | bare SQL, a second | median | p95 |\n"
    "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
)


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


def measure(database_url: str, *, only: str | None) -> None:
    """Print a table of throughput of some figures that only read."""
    with product() as ours, bare(database_url) as theirs:
        print(HEAD)
        for name in FIGURES if only is None else (only,):
            for figure in chosen(4, name):
                _tell(figure, ours, theirs)


def _tell(figure: Figure, ours: str, theirs: str) -> None:
    turn, planned = figure.turn(1), quicker(figure, Client(theirs))
    for connections in CONNECTIONS:
        mine = crowd(ours, turn.ask, connections)
        other = crowd(theirs, bare_ask(figure.name, turn.values, planned), connections)
        print(
            f"| {figure.name} | {connections} | {mine['rate']:.0f} | {mine['median']:.1f} | {mine['p95']:.1f} | {mine['shed']} "
            f"| {other['rate']:.0f} | {other['median']:.1f} | {other['p95']:.1f} |",
            flush=True,
        )
        if mine["faults"]:
            print(
                f"{figure.name}: {mine['faults']} of the product's answers were neither 200 nor 503",
                flush=True,
            )


def crowd(address: str, ask: Ask, connections: int) -> dict[str, float]:
    """Ask from another process, so that asking does not hold up this one; return what was answered."""
    asked = {"address": address, "connections": connections, "request": _raw(address, ask).decode("latin-1")}
    command = [sys.executable, "-m", "bench.crowding"]
    done = subprocess.run(command, input=orjson.dumps(asked), capture_output=True, cwd=ROOT, check=True)
    answer: dict[str, float] = orjson.loads(done.stdout)
    return answer


def _raw(address: str, ask: Ask) -> bytes:
    body = ask.body or b""
    headers = ask.headers | {"Host": urlsplit(address).netloc, "Content-Length": str(len(body))}
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"{ask.method} {ask.path} HTTP/1.1\r\n{lines}\r\n".encode() + body


async def _crowd(address: str, request: bytes, connections: int) -> Crowd:
    place, result = urlsplit(address), Crowd()
    begin = time.perf_counter()
    until = begin + SECONDS
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
                    await asyncio.sleep(0.2)
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
    answered = asyncio.run(_crowd(sent["address"], asked, sent["connections"]))
    sys.stdout.buffer.write(orjson.dumps(answered.line()))
