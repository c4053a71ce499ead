"""A process of the web server that takes in requests without a thread, so that no slow client holds one.

Headers and bodies are gathered by one loop (waitress) and go to a thread when they are complete; gunicorn starts,
watches and replaces the processes. A client that does not finish in time loses its connection.
"""

import os
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from gunicorn.workers.base import Worker
from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer
from waitress.task import ThreadedTaskDispatcher

HEAD_SECONDS = 15.0
REQUEST_SECONDS = 300.0
IDLE_SECONDS = 30.0
MOST_CONNECTIONS = 1000
LARGEST_HEAD = 32 * 1024
LARGEST_BODY = 32 * 1024 * 1024
KEPT_IN_MEMORY = 512 * 1024


class Channel(HTTPChannel):  # type: ignore[misc]
    """A connection that knows since when a request is being sent through it."""

    began: float | None = None

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.began = self.creation_time

    def received(self, data: bytes) -> bool:
        """Take in a part of a request; the first part of the next one starts its time anew."""
        began = self.began or time.time()
        taken: bool = super().received(data)
        self.began = began if self.request is not None else None
        return taken

    def is_late(self, now: float) -> bool:
        """Tell whether a request that is not complete takes longer than one may."""
        if self.began is None or self.requests:
            return False
        has_head = self.request is not None and self.request.headers_finished
        return now - self.began > (REQUEST_SECONDS if has_head else HEAD_SECONDS)


class Server(TcpWSGIServer):  # type: ignore[misc]
    """Takes no new connection while all threads are busy, and makes room when there are too many."""

    channel_class = Channel

    def readable(self) -> bool:
        """Tell whether a new connection may come in; another process takes it meanwhile."""
        if len(self._map) >= self.adj.connection_limit:
            self.make_room()
        return bool(super().readable()) and not self.task_dispatcher.queue

    def maintenance(self, now: float) -> None:
        """Close what is silent, and what does not finish its request."""
        super().maintenance(now)
        for channel in self.active_channels.values():
            channel.will_close = channel.will_close or channel.is_late(now)

    def make_room(self) -> None:
        """Close the connection that has been sending its request for the longest time."""
        waiting = [row for row in self.active_channels.values() if row.began is not None and not row.requests]
        for channel in sorted(waiting, key=lambda channel: channel.began)[:1]:
            channel.will_close = True


class BufferingWorker(Worker):  # type: ignore[misc]
    """The loop of one process."""

    def run(self) -> None:
        """Serve until gunicorn says stop, its master is gone, or enough was served."""
        connections: dict[int, Any] = {}
        dispatcher = ThreadedTaskDispatcher()
        dispatcher.set_thread_count(self.cfg.threads)
        servers = [self._server(listener.sock, connections, dispatcher) for listener in self.sockets]
        while self.alive and self.ppid == os.getppid() and self.nr < self.max_requests:
            self.notify()
            wasyncore.loop(timeout=1.0, map=connections, count=1, use_poll=True)
        self._finish(servers, connections, dispatcher)

    def _server(self, sock: Any, connections: dict[int, Any], dispatcher: ThreadedTaskDispatcher) -> Server:
        return Server(
            partial(self._answer, self.wsgi),
            map=connections,
            _sock=sock,
            dispatcher=dispatcher,
            adj=adjustments(self.cfg.threads),
            sockinfo=(sock.family, sock.type, sock.proto, sock.getsockname()),
            bind_socket=False,
        )

    def _answer(self, application: Callable[..., Any], environ: dict[str, Any], start: Any) -> Any:
        self.nr += 1
        return application(environ, start)

    def _finish(self, servers: list[Server], connections: dict[int, Any], dispatcher: Any) -> None:
        """Answer what is complete, and take nothing more."""
        for server in servers:
            server.accepting = False
        until = time.monotonic() + self.cfg.graceful_timeout
        while time.monotonic() < until and any(_is_busy(channel) for channel in connections.values()):
            self.notify()
            wasyncore.loop(timeout=0.1, map=connections, count=1, use_poll=True)
        dispatcher.shutdown()


def adjustments(threads: int) -> Adjustments:
    """Return the limits of a process."""
    return Adjustments(
        threads=threads,
        ident=None,
        connection_limit=MOST_CONNECTIONS,
        cleanup_interval=1,
        channel_timeout=IDLE_SECONDS,
        max_request_header_size=LARGEST_HEAD,
        max_request_body_size=LARGEST_BODY,
        inbuf_overflow=KEPT_IN_MEMORY,
        # An answer goes to memory, then to disk, and never holds a thread until a slow client has taken it.
        outbuf_high_watermark=2**40,
        log_socket_errors=False,
        asyncore_use_poll=True,
        # Who may say on whose behalf a request comes is a setting of the product (LEADWRIGHT_PROXIES).
        clear_untrusted_proxy_headers=False,
    )


def _is_busy(channel: Any) -> bool:
    return isinstance(channel, Channel) and bool(channel.requests or channel.total_outbufs_len)
