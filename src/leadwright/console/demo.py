"""`leadwright demo`: everything at once on this machine, with demo people and leads."""

import argparse
import fcntl
import os
import shlex
import signal
import socket
import sys
import time
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import IO, Any, NoReturn

from leadwright.config import embedded_database
from leadwright.config.cluster import cluster
from leadwright.console import children, installation, options
from leadwright.console.demo_story import PASSWORD
from leadwright.foundation.clock import now

PEOPLE = (
    ("vera@vendor.example", "distributor of the vendor"),
    ("iris@vendor.example", "administrator of the vendor"),
    ("adam@north.example", "company admin of partner North"),
    ("ann@north.example", "writer of partner North"),
    ("bob@north.example", "writer of partner North, another unit"),
    ("nina@north.example", "reader of partner North"),
    ("cas@south.example", "writer of partner South"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    options.add_data(parser)
    parser.add_argument("--port", type=options.port, default=8000, help="the port to listen on (8000)")
    parser.add_argument("--reset", action="store_true", help="throw the demo's data away and begin anew")
    parser.add_argument("--no-browser", action="store_true", help="do not open the browser")


def run(arguments: argparse.Namespace) -> int:
    """Start everything, say where it is, and wait until it is told to stop."""
    _take_signals()
    _refuse_taken(arguments.port)
    os.environ.pop("DATABASE_URL", None)
    folder = installation.data_folder(arguments.data).expanduser().resolve()
    folder.mkdir(parents=True, exist_ok=True)
    with _lone(folder), _database(arguments, folder):
        installation.enter()
        from django.db import connections, transaction

        from leadwright.console.demo_data import is_loaded, load

        if not is_loaded():
            _say("Loading demo people and leads …")
            with transaction.atomic():
                load(at=now(), progress=_say)
        connections.close_all()
        return _serve(arguments)


@contextmanager
def _database(arguments: argparse.Namespace, folder: Path) -> Iterator[None]:
    """Have the demo's database while it runs, up to date; it ends with this process, however that ends."""
    embedded = cluster(folder)
    if arguments.reset:
        _say("Throwing the old data away …")
        embedded_database.forget(embedded)
    elif embedded.made and not (folder / installation.DEMO_MARK).exists():
        raise installation.Stop(
            f"{folder} holds data of your own, not a demo; choose another folder with --data."
        )
    _say("Starting the database …")
    (folder / installation.DEMO_MARK).touch()
    with embedded_database.running(embedded, before=embedded_database.die_with_parent):
        base = f"http://127.0.0.1:{arguments.port}"
        os.environ.update(installation.environment_of(embedded), LEADWRIGHT_BASE_URL=base)
        _say("Bringing its tables up to date …")
        children.run("migrate", environment={"LEADWRIGHT_QUIET": "1"})
        yield


def _serve(arguments: argparse.Namespace) -> int:
    before = embedded_database.end_with_parent
    running = [
        children.start("serve", "--port", str(arguments.port), before=before),
        children.start("work", before=before),
    ]
    try:
        _wait_for(arguments.port, running)
        _tell(arguments)
        while all(child.poll() is None for child in running):
            time.sleep(0.3)
        raise installation.Stop("A part of the demo stopped by itself; see installation.")
    except KeyboardInterrupt:
        _say("Stopping …")
        return 0
    finally:
        children.stop(running)


def _wait_for(port: int, running: list[children.Child]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and all(child.poll() is None for child in running):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise installation.Stop("The web server did not start; see installation.")


def _tell(arguments: argparse.Namespace) -> None:
    address = f"http://127.0.0.1:{arguments.port}/"
    width = max(len(email) for email, _ in PEOPLE)
    _say(f"\n  Leadwright is at {address}\n\n  Sign in as (password {PASSWORD}):")
    for email, role in PEOPLE:
        _say(f"    {email:<{width}}  {role}")
    if arguments.data:
        folder = arguments.data.expanduser().resolve()
        _say(f"\n  For commands in another terminal: export LEADWRIGHT_DATA={shlex.quote(str(folder))}")
    _say("\n  Every mail that it sends is at /mailbox/. Stop with Ctrl-C.\n")
    if not arguments.no_browser and sys.stdout.isatty():
        webbrowser.open(address)


def _say(text: str) -> None:
    print(text, flush=True)


def _take_signals() -> None:
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(number, _interrupt)


def _interrupt(_number: int, _value: FrameType | None) -> NoReturn:
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt


def _refuse_taken(port: int) -> None:
    """Refuse a port that is taken; a demo that was killed a moment ago may need one to let go of it."""
    deadline = time.monotonic() + 2
    while not _is_free(port):
        if time.monotonic() > deadline:
            raise installation.Stop(f"Port {port} is taken; choose another one with --port.")
        time.sleep(0.1)


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


@contextmanager
def _lone(folder: Path) -> Iterator[None]:
    with (folder / "demo-runs").open("w") as file:
        _lock(file, folder)
        yield


def _lock(file: IO[Any], folder: Path) -> None:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise installation.Stop(
            f"A demo runs in {folder} already; choose another folder with --data."
        ) from None
