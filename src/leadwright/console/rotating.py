"""`leadwright rotate-key`: encrypts anew what earlier secrets encrypted; it may be stopped anywhere."""

import argparse

from leadwright.console import installation, options


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    options.add_data(parser)


def run(arguments: argparse.Namespace) -> None:
    """Encrypt each secret of the database anew, a few at a time."""
    with installation.database(arguments.data):
        installation.enter()
        from leadwright.config.second_factor import lock_factors_again
        from leadwright.contacts.national import lock_again

        for rotate in (lock_again, lock_factors_again):
            last = rotate()
            while last:
                last = rotate(after=last)
        print("All that is encrypted is encrypted with SECRET_KEY.")
