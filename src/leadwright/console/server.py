"""The web server: gunicorn, told by us, with the processes of `buffering`."""

import argparse
from threading import Thread
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.db.backends.postgresql.base import DatabaseWrapper
from gunicorn.app.base import BaseApplication

from leadwright.clocks.worktime import load_holidays
from leadwright.console.buffering import BufferingWorker


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
        """Return the application, made in each process; what is slow to load comes beside it."""
        Thread(target=load_holidays, daemon=True).start()
        return get_wsgi_application()
