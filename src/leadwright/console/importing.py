"""`leadwright import`: leads from a file that the product recognises by its headers."""

import argparse
import json
from pathlib import Path
from typing import Any

from leadwright.console import installation, options
from leadwright.foundation.clock import now
from leadwright.foundation.encodings import OFFERED
from leadwright.foundation.refusals import Refused

SEPARATORS = {",": ",", ";": ";", "|": "|", "tab": "\t"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    options.add_data(parser)
    parser.add_argument(
        "file", type=Path, metavar="FILE", help="the file; those beside it that belong to it come along"
    )
    parser.add_argument(
        "--source",
        default="",
        metavar="NAME",
        help="the system that its keys belong to (that of the mapping)",
    )
    parser.add_argument(
        "--organisation", metavar="NAME", help="the organisation that gets the leads (the vendor)"
    )
    parser.add_argument("--currency", default="EUR", metavar="CODE", help="the currency of its amounts (EUR)")
    parser.add_argument(
        "--mapping",
        type=Path,
        metavar="TOML",
        help="a mapping of one's own, or the name of a saved or shipped one, for a shape that is not known",
    )
    parser.add_argument(
        "--suggest",
        action="store_true",
        help="print a mapping for a shape that is not known, to be corrected, and bring nothing in",
    )
    _add_reading(parser)
    parser.add_argument(
        "--json", action="store_true", help="print the figures as one JSON object on the last line"
    )
    parser.add_argument("--dry-run", action="store_true", help="show what would happen, and store nothing")


def _add_reading(parser: argparse.ArgumentParser) -> None:
    """Say how the reading of a file can be chosen."""
    parser.add_argument(
        "--encoding",
        choices=OFFERED,
        default="",
        metavar="NAME",
        help="how it is encoded, if that is not seen",
    )
    parser.add_argument(
        "--separator", choices=SEPARATORS, default="", metavar="SIGN", help="what parts its cells: , ; tab |"
    )
    parser.add_argument("--sheet", default="", metavar="NAME", help="the sheet of a workbook")
    parser.add_argument(
        "--heading", type=int, metavar="LINE", help="the line of its headings; 0 if there are none"
    )


def run(arguments: argparse.Namespace) -> int:
    """Import, and print the mapping and the figures; a line that was refused makes the end a failure."""
    if not arguments.file.is_file():
        raise installation.Stop(f"There is no file {arguments.file}.")
    with installation.database(arguments.data):
        installation.enter()
        from leadwright.intake.actions import import_file
        from leadwright.intake.reading.tables import Reading
        from leadwright.intake.suggestions import suggestion_lines
        from leadwright.intake.summary import counts_of

        read: dict[str, Any] = {"organisation": arguments.organisation, "at": now()}
        read["reading"] = Reading(**_how_read(arguments))
        try:
            if arguments.suggest:
                print("\n".join(suggestion_lines(arguments.file, **read)))
                return 0
            report = import_file(
                arguments.file,
                currency=arguments.currency,
                dry_run=arguments.dry_run,
                mapping=arguments.mapping,
                source=arguments.source,
                **read,
            )
        except Refused as refused:
            raise installation.Stop(refused.sentence) from None
        for line in report.lines():
            print(line)
        if arguments.json:
            print(json.dumps(counts_of(report), ensure_ascii=False))
    return 1 if report.quarantined else 0


def _how_read(arguments: argparse.Namespace) -> dict[str, Any]:
    """Return how the file is to be read, as far as somebody says it."""
    return {
        "encoding": arguments.encoding,
        "separator": SEPARATORS.get(arguments.separator, ""),
        "sheet": arguments.sheet,
        "heading": arguments.heading,
    }
