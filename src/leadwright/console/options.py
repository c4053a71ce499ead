"""Options that several commands share."""

import argparse
from pathlib import Path

from leadwright.foundation.numbers import integer_in


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
    number = integer_in(text, least=1, most=65535)
    if number is None:
        raise argparse.ArgumentTypeError("a port is a number from 1 to 65535")
    return number
