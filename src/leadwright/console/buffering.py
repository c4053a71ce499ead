"""A process of the web server that takes in requests without a thread, so that no slow client holds one.

Headers and bodies are gathered by one loop (waitress) and go to a thread when they are complete; gunicorn starts,
watches and replaces the processes. A client that does not finish in time loses its connection, and who comes when too
many wait is told at once to come again.
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
from waitress.task import Task, WSGITask

from leadwright.console.shedding import Dispatcher, Dispatchers, Refusal, is_about_health
from leadwright.files.uploads import most_together

HEAD_SECONDS = 15.0
REQUEST_SECONDS = 300.0
IDLE_SECONDS = 30.0
MOST_CONNECTIONS = 1000
LARGEST_HEAD = 32 * 1024
KEPT_IN_MEMORY = 512 * 1024


class Channel(HTTPChannel):  # type: ignore[misc]
    """A connection that knows since when a request is being sent through it, and whether it can be answered."""

    began: float | None = None
    dispatcher: Dispatcher

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.began = self.creation_time

    def received(self, data: bytes) -> bool:
        """Take in a part of a request; the first part of the next one starts its time anew."""
        began = self.began or time.time()
        taken: bool = super().received(data)
        self.began = began if self.request is not None else None
        return taken

    def task_class(self, channel: "Channel", request: Any) -> Task:
        """Return what answers a request."""
        return (Refusal if self.dispatcher is self.server.refusing else WSGITask)(channel, request)

    def service(self) -> None:
        """Answer a request, and note how long it took for those that wait."""
        dispatcher, begin = self.dispatcher, time.monotonic()
        super().service()
        dispatcher.note(time.monotonic() - begin)

    def is_late(self, now: float) -> bool:
        """Tell whether a request that is not complete takes longer than one may."""
        if self.began is None or self.requests:
            return False
        has_head = self.request is not None and self.request.headers_finished
        return now - self.began > (REQUEST_SECONDS if has_head else HEAD_SECONDS)


class Server(TcpWSGIServer):  # type: ignore[misc]
    """Answers who watches and who comes too many in threads of their own, and makes room for connections."""

    channel_class = Channel

    def __init__(self, *arguments: Any, watching: Dispatcher, refusing: Dispatcher, **more: Any) -> None:
        self.watching, self.refusing = watching, refusing
        super().__init__(*arguments, **more)

    def readable(self) -> bool:
        """Tell whether a new connection may come in."""
        if len(self._map) >= self.adj.connection_limit:
            self.make_room()
        return bool(super().readable())

    def add_task(self, channel: Channel) -> None:
        """Have the next request of a connection answered: by the product, unless it would wait for too long."""
        dispatcher = self.watching if is_about_health(channel.requests[0]) else self.task_dispatcher
        channel.dispatcher = self.refusing if dispatcher.is_full() else dispatcher
        channel.dispatcher.add_task(channel)

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
        dispatchers = Dispatchers.of(self.cfg.threads)
        servers = [self._server(listener.sock, connections, dispatchers) for listener in self.sockets]
        while self.alive and self.ppid == os.getppid() and self.nr < self.max_requests:
            self.notify()
            wasyncore.loop(timeout=1.0, map=connections, count=1, use_poll=True)
        self._finish(servers, connections, dispatchers)

    def _server(self, sock: Any, connections: dict[int, Any], dispatchers: Dispatchers) -> Server:
        return Server(
            partial(self._answer, self.wsgi),
            map=connections,
            _sock=sock,
            dispatcher=dispatchers.answering,
            watching=dispatchers.watching,
            refusing=dispatchers.refusing,
            adj=adjustments(self.cfg.threads),
            sockinfo=(sock.family, sock.type, sock.proto, sock.getsockname()),
            bind_socket=False,
        )

    def _answer(self, application: Callable[..., Any], environ: dict[str, Any], start: Any) -> Any:
        self.nr += 1
        return application(environ, start)

    def _finish(self, servers: list[Server], connections: dict[int, Any], dispatchers: Dispatchers) -> None:
        """Answer what is complete, and take nothing more."""
        for server in servers:
            server.accepting = False
        until = time.monotonic() + self.cfg.graceful_timeout
        while time.monotonic() < until and any(_is_busy(channel) for channel in connections.values()):
            self.notify()
            wasyncore.loop(timeout=0.1, map=connections, count=1, use_poll=True)
        dispatchers.shutdown()


def adjustments(threads: int) -> Adjustments:
    """Return the limits of a process."""
    return Adjustments(
        threads=threads,
        ident=None,
        connection_limit=MOST_CONNECTIONS,
        cleanup_interval=1,
        channel_timeout=IDLE_SECONDS,
        max_request_header_size=LARGEST_HEAD,
        max_request_body_size=most_together(),
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
