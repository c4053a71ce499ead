"""The loop of a worker: jobs until it is told to stop, also when the database goes away meanwhile."""

import argparse
import asyncio
import logging
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event
from types import FrameType

import psycopg
from django.db import DatabaseError, InterfaceError, connections
from procrastinate import App, PsycopgConnector
from procrastinate.contrib.django import app, connector_params
from procrastinate.exceptions import ConnectorException

from leadwright.config.jobs import stop
from leadwright.console import installation
from leadwright.foundation.health import WORKER, database_answers

PATIENCE = 5.0
PAUSE = 3.0
log = logging.getLogger("leadwright.work")


def work(arguments: argparse.Namespace) -> None:
    """Work until told to stop."""
    connections.settings["default"]["OPTIONS"]["application_name"] = WORKER
    connections.close_all()
    with _asked_to_stop() as stop:
        while not (_worked(arguments, stop) or stop.is_set()):
            _wait_for_database(stop)


@contextmanager
def _asked_to_stop() -> Iterator[Event]:
    """Hear when somebody asks us to stop, also while there is no database to work with; twice means at once."""
    stop.clear()

    def ask(_number: int, _value: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    former = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)


def _wait_for_database(stop: Event) -> None:
    """Return when the database is back, or somebody asks us to stop."""
    while not stop.wait(PAUSE):
        if database_answers():
            log.info("the database is back")
            return


def _worked(arguments: argparse.Namespace, stop: Event) -> bool:
    """Work to the end; false when the database went away, so that clocks tick on once it is back."""
    connector = PsycopgConnector(kwargs=connector_params(), timeout=PATIENCE, reconnect_timeout=PATIENCE)
    try:
        with app.replace_connector(connector) as working:
            asyncio.run(_work(working, arguments, stop))
    except (ConnectorException, psycopg.Error, DatabaseError, InterfaceError) as fault:
        if arguments.once:
            raise installation.Stop(f"The database went away: {_said(fault)}") from None
        if not stop.is_set():
            log.error("the database went away, asking for it every %d seconds: %s", PAUSE, _said(fault))
        return False
    finally:
        connections.close_all()
    return True


def _said(fault: BaseException) -> str:
    """Return the words of what went wrong at the bottom, on one line."""
    while fault.__cause__:
        fault = fault.__cause__
    return " ".join(str(fault).split()) or type(fault).__name__


async def _work(working: App, arguments: argparse.Namespace, stop: Event) -> None:
    """Work until everything is done or somebody asks us to stop; then what has begun is finished first."""
    async with working.open_async():
        job = asyncio.create_task(
            working.run_worker_async(
                wait=not arguments.once,
                concurrency=arguments.concurrency,
                fetch_job_polling_interval=5,
                shutdown_graceful_timeout=20,
                delete_jobs="successful",
                update_heartbeat_interval=5,
                stalled_worker_timeout=20,
                install_signal_handlers=False,
            )
        )
        while not (job.done() or stop.is_set()):
            await asyncio.wait([job], timeout=0.2)
        job.cancel()
        with suppress(asyncio.CancelledError):
            await job
