"""How many requests are answered a second when many connections ask at once: asked from a process of its own."""

import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import orjson

from bench.figures import Figure
from bench.measuring import chosen, quickest
from bench.serving import Ask, Client, bare, bare_ask, product

ROOT = Path(__file__).resolve().parent.parent
CONNECTIONS = (8, 32, 200)
FIGURES = ("overview", "list", "lead_page", "api_list", "api_one")
HEAD = (
    "| figure | connections | product, a second | median | p95 | 503 | bare SQL, a second | median | p95 |\n"
    "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
)


def measure(database_url: str, *, only: str | None) -> None:
    """Print a table of throughput of some figures that only read."""
    with product() as ours, bare(database_url) as theirs:
        print(HEAD)
        for name in FIGURES if only is None else (only,):
            for figure in chosen(4, name):
                _tell(figure, ours, theirs)


def _tell(figure: Figure, ours: str, theirs: str) -> None:
    turn, planned = figure.turn(1), quickest(figure, Client(theirs))
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
    command = [sys.executable, "-m", "bench.visiting"]
    done = subprocess.run(command, input=orjson.dumps(asked), capture_output=True, cwd=ROOT, check=True)
    answer: dict[str, float] = orjson.loads(done.stdout)
    return answer


def _raw(address: str, ask: Ask) -> bytes:
    body = ask.body or b""
    headers = ask.headers | {"Host": urlsplit(address).netloc, "Content-Length": str(len(body))}
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"{ask.method} {ask.path} HTTP/1.1\r\n{lines}\r\n".encode() + body
