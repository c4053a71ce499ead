"""What `leadwright config` does with a file: write it, weigh it, put it in force, and list what is shipped."""

from collections.abc import Sequence
from pathlib import Path

from leadwright.console.installation import Stop
from leadwright.foundation.clock import now
from leadwright.foundation.refusals import Refused
from leadwright.history.facts import SYSTEM
from leadwright.leads.actions.beginning import added
from leadwright.leads.actions.configuring import Faulty
from leadwright.leads.actions.handing import Handing, Move, handed_over
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


def hand_over(code: str, to: str, *, moves: Sequence[str], dry_run: bool) -> int:
    """Give the open leads of a type another type, or only print where they would go."""
    try:
        result = handed_over(code, to, list(map(_move, moves)), by=SYSTEM, at=now(), dry_run=dry_run)
    except Refused as no:
        raise Stop(f"There is no lead type {code}." if no.code == "NOT_FOUND" else no.sentence) from None
    for row in result.groups:
        print(_group_in_words(row))
    leads = "1 lead" if result.number == 1 else f"{result.number} leads"
    had, were = ("would be", "would be") if dry_run else ("was", "were")
    print(f"{leads} {had if result.number == 1 else were} handed over.")
    return 0


def _move(given: str) -> Move:
    start, _, target = given.partition("=")
    kind, colon, status = start.rpartition(":")
    if not (status and target) or (colon and kind not in ("opportunity", "lead")):
        raise Stop(f"--move {given}: write OLD=NEW, or opportunity:OLD=NEW, or lead:OLD=NEW for the others")
    return Move(status=status, target=target, is_opportunity=kind == "opportunity" if colon else None)


def _group_in_words(row: Handing) -> str:
    single, several = ("opportunity", "opportunities") if row.is_opportunity else ("lead", "leads")
    start = f"{row.status.code}: {row.number} {single if row.number == 1 else several}"
    if row.target is not None:
        kept = f" ({row.unfit} with a category or product that is kept)" if row.unfit else ""
        return f"{start} -> {row.target.code}{kept}"
    choices = f" ({', '.join(status.code for status in row.targets)})" if row.targets else ""
    return f"{start} {'stays' if row.number == 1 else 'stay'}: {row.refusal}{choices}"
