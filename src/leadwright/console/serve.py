"""`leadwright serve`: the web server, two processes of four threads each."""

import argparse

from leadwright.console import installation, options


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
        from leadwright.console.server import Server, forget_connections

        refuse_unless_ready(bind=arguments.bind)
        forget_connections()
        Server(arguments).run()
