"""What `leadwright config` does with a file: write it, weigh it, put it in force, and list what is shipped."""

from collections.abc import Sequence
from pathlib import Path

from leadwright.console.installation import Stop
from leadwright.foundation.clock import now
from leadwright.history.facts import SYSTEM
from leadwright.leads.actions.beginning import added
from leadwright.leads.actions.configuring import Faulty
from leadwright.leads.configuration import file as files
from leadwright.leads.configuration.changes import Change
from leadwright.leads.configuration.faults import Fault
from leadwright.leads.configuration.setups import SETUPS, Setup, setup_of, setups
from leadwright.leads.configuration.yaml_source import Unreadable


def list_setups(name: str | None) -> int:
    """Print what is shipped, or one of it as a file."""
    if name is None:
        for setup in setups():
            print(f"{setup.code:<16} {setup.name_in('en')}: {setup.purpose_in('en')}")
        return 0
    print(_chosen(name).text, end="")
    return 0


def _chosen(name: str) -> Setup:
    if name not in SETUPS:
        raise Stop(f"There is no set-up {name}; choose one of: {', '.join(SETUPS)}.")
    return setup_of(name)


def add(name: str, *, dry_run: bool) -> int:
    """Add what of a set-up is missing by its code, or only print what would be added."""
    code = _chosen(name).code
    try:
        changes = added(code, by=SYSTEM, at=now(), dry_run=dry_run)
    except Faulty as no:
        return _print_faults(Path(f"{code}.yaml"), [(1, fault) for fault in no.faults])
    return _print_changes(changes)


def export() -> str:
    """Return the configuration in force as a file."""
    return files.handed_out()


def check(file: Path, text: str) -> int:
    """Print a line for each fault of a file; 1 when there are any."""
    return _print_faults(file, files.checked(text))


def bring_in(file: Path, text: str, *, moves: Sequence[str], dry_run: bool) -> int:
    """Put a file in force, or only print what would change."""
    try:
        changes = files.brought_in(text, at=now(), dry_run=dry_run, moves=files.moves_in(moves))
    except Unreadable as refused:
        return _print_faults(file, refused.faults)
    except ValueError as fault:
        raise Stop(f"--move {fault}: write OLD=NEW, or TYPE:OLD=NEW for one lead type") from None
    return _print_changes(changes)


def _print_changes(changes: list[Change]) -> int:
    for line in files.lines_of(changes):
        print(line)
    if not changes:
        print("Nothing differs.")
    return 0


def _print_faults(file: Path, faults: Sequence[tuple[int, Fault]]) -> int:
    for line, fault in faults:
        print(f"{file}:{line}: {fault.code}: {fault.sentence}")
    return 1 if faults else 0
