"""Options that several commands share."""

import argparse
from pathlib import Path


def add_data(parser: argparse.ArgumentParser) -> None:
    """Add the option that names the folder of the embedded database."""
    parser.add_argument(
        "--data",
        type=Path,
        metavar="DIR",
        help="the folder of the embedded database (.data, or what LEADWRIGHT_DATA says); not used with DATABASE_URL",
    )


def port(text: str) -> int:
    """Read a port number."""
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError("a port is a number from 1 to 65535")
    return int(text)
