"""`leadwright work`: a worker; start as many as you like, on any number of machines."""

import argparse
import asyncio
from typing import Any

from django.db import connections
from procrastinate import App
from procrastinate.contrib.django import app

from leadwright.console import above, options, serve


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    options.add_data(parser)
    parser.add_argument("--concurrency", type=int, default=3, help="how many jobs at a time (3)")
    parser.add_argument("--once", action="store_true", help="stop when nothing is left to do")


def run(arguments: argparse.Namespace) -> None:
    """Work until told to stop."""
    with above.database(arguments.data):
        above.enter()
        serve.refuse_unless_ready()
        connections.close_all()
        connector: Any = app.connector
        with app.replace_connector(connector.get_worker_connector()) as working:
            asyncio.run(_work(working, arguments))


async def _work(working: App, arguments: argparse.Namespace) -> None:
    async with working.open_async():
        await working.run_worker_async(
            wait=not arguments.once,
            concurrency=arguments.concurrency,
            fetch_job_polling_interval=5,
            shutdown_graceful_timeout=20,
            delete_jobs="successful",
            update_heartbeat_interval=5,
            stalled_worker_timeout=20,
        )
