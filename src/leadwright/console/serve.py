"""`leadwright serve`: the web server, two processes of four threads each."""

import argparse
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.db.backends.postgresql.base import DatabaseWrapper
from gunicorn.app.base import BaseApplication

from leadwright.console import installation, options
from leadwright.console.buffering import BufferingWorker


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    options.add_data(parser)
    parser.add_argument("--port", type=options.port, default=8000, help="the port to listen on (8000)")
    parser.add_argument(
        "--bind", default="127.0.0.1", metavar="ADDRESS", help="the address to listen on (127.0.0.1)"
    )
    parser.add_argument("--workers", type=int, default=2, help="processes (2)")
    parser.add_argument("--threads", type=int, default=4, help="threads of each process (4)")


def run(arguments: argparse.Namespace) -> None:
    """Serve until told to stop."""
    with installation.database(arguments.data):
        installation.enter()
        from leadwright.console.readiness import refuse_unless_ready

        refuse_unless_ready(bind=arguments.bind)
        forget_connections()
        Server(arguments).run()


def forget_connections() -> None:
    """Close what the checks opened: processes that are forked would share the pool's sockets."""
    for connection in connections.all(initialized_only=True):
        connection.close()
        if isinstance(connection, DatabaseWrapper):
            connection.close_pool()


class Server(BaseApplication):  # type: ignore[misc]
    """Gunicorn, told by us instead of by a file."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self.arguments = arguments
        super().__init__()

    def load_config(self) -> None:
        """Tell gunicorn how to run."""
        chosen = {
            "bind": f"{self.arguments.bind}:{self.arguments.port}",
            "worker_class": BufferingWorker,
            "workers": self.arguments.workers,
            "threads": self.arguments.threads,
            "timeout": 60,
            "graceful_timeout": 15,
            "max_requests": 20_000,
            "max_requests_jitter": 2_000,
            "errorlog": "-",
            "loglevel": "warning",
            "proc_name": "leadwright",
            "control_socket_disable": True,
        }
        for name, value in chosen.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Any:
        """Return the application, made in each process."""
        return get_wsgi_application()
