"""The product over real HTTP, and the browser that looks at it."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from django.db import connections
from playwright.sync_api import expect, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
# The same engine without the windows around it, where it is installed: pages cost half.
SHELL = Path("/usr/bin/chromium-headless-shell")
# How long a page is waited for, on a machine with much else to do.
SECONDS = 20


@dataclass(frozen=True)
class Served:
    """Where the product is served."""

    url: str


class QuietHandler(WSGIRequestHandler):
    """Answers without printing a line for each request."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class names it so
        """Say nothing."""


@contextmanager
def served() -> Iterator[Served]:
    """Serve on a free port of this machine, each request in a thread of its own."""
    server = ThreadedWSGIServer(("127.0.0.1", 0), QuietHandler)
    server.set_app(get_wsgi_application())
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield Served(url=f"http://127.0.0.1:{server.server_address[1]}")
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@dataclass(frozen=True)
class Chromium:
    """A running browser; its event loop counts as the running one only while somebody looks."""

    browser: Any
    loop: asyncio.AbstractEventLoop

    @contextmanager
    def looking(self) -> Iterator[Any]:
        """Yield the browser, and close what was opened; meanwhile no other event loop can run in this thread."""
        asyncio._set_running_loop(self.loop)
        try:
            yield self.browser
        finally:
            for left in self.browser.contexts:
                left.close()
            # Beside a running loop Django has connections of their own: one that is kept would outlive its server.
            connections.close_all()
            asyncio._set_running_loop(None)


@contextmanager
def chromium() -> Iterator[Chromium]:
    """Start the system's Chromium; a machine without it fails with one line, it never skips."""
    program = SHELL if SHELL.exists() else CHROMIUM
    if not program.exists():
        pytest.fail(f"These tests need {CHROMIUM}: apt-get install chromium", pytrace=False)
    expect.set_options(timeout=SECONDS * 1_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(program), args=["--no-sandbox"])
        started = Chromium(browser, asyncio.get_running_loop())
        asyncio._set_running_loop(None)
        yield started
        with started.looking():
            browser.close()
        asyncio._set_running_loop(started.loop)
