"""Ask the product and the bare application in turn, over HTTP, hold their answers against each other, and compare."""

import statistics
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import connection, transaction
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from bench.acts import Acts
from bench.figures import WORK, WORKED, Figure, Ids, Maker, reads, sales
from bench.left import left_of, marks
from bench.serving import Answer, Ask, Client, bare, bare_ask, product
from bench.shortest import MANNERS
from bench.working import give_activities

WARM = 5
HEAD = (
    "| figure | product, median | p95 | bytes | bare SQL, median | p95 | bytes | ratio | statements |\n"
    "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
)


class Differs(SystemExit):
    """The bare side returns something else than the product shows: nothing may be timed."""


@dataclass(frozen=True, kw_only=True)
class Side:
    """What one side took, in milliseconds, and how long its answer was."""

    took: list[float]
    length: int

    @property
    def median(self) -> float:
        """The time in the middle."""
        return statistics.median(self.took)

    @property
    def p95(self) -> float:
        """The time that nineteen of twenty stay under."""
        return sorted(self.took)[max(int(len(self.took) * 0.95) - 1, 0)]


@dataclass(frozen=True, kw_only=True)
class Result:
    """Both sides of one figure."""

    figure: Figure
    ours: Side
    theirs: Side
    statements: int

    @property
    def ratio(self) -> float:
        """How many times as long the product takes."""
        return round(self.ours.median / self.theirs.median, 2)

    def line(self) -> str:
        """Return the line of the table."""
        return (
            f"| {self.figure.name} | {self.ours.median:.1f} | {self.ours.p95:.1f} | {self.ours.length:,} "
            f"| {self.theirs.median:.1f} | {self.theirs.p95:.1f} | {self.theirs.length:,} | {self.ratio:.2f} | {self.statements} |"
        )


def measure(database_url: str, *, turns: int, only: str | None) -> list[Result]:
    """Measure each figure; prints a table on the way."""
    with product() as ours, bare(database_url) as theirs:
        print(HEAD)
        return [compare(figure, Client(ours), Client(theirs), turns) for figure in chosen(turns + WARM, only)]


def makers_of(turns: int) -> list[Maker]:
    """Return all that is measured; what has processes last of all, since acts on such leads do more."""
    acts = Acts(turns)
    return [*reads(turns), *acts.figures(), *sales(), *acts.of_sales()]


def chosen(turns: int, only: str | None) -> Iterator[Figure]:
    """Return the figures in their order, each made ready when it is its turn."""
    makers = makers_of(turns)
    if only == WORK:
        give_activities()
    also = WORKED if only == WORK else ()
    wanted = [make for name, group, make in makers if only in (None, name, group) or name in also]
    if not wanted:
        raise SystemExit(f"There is no figure {only}; choose of {', '.join(name for name, _, _ in makers)}")
    for make in wanted:
        figure = make()
        connection.close()
        yield figure


def ratios_of(results: Iterable[Result]) -> dict[str, float]:
    """Return the ratios by name; of several figures of one group the worst."""
    ratios: dict[str, float] = {}
    for result in results:
        name = result.figure.group or result.figure.name
        ratios[name] = max(ratios.get(name, 0.0), result.ratio)
    return ratios


def compare(figure: Figure, ours: Client, theirs: Client, turns: int) -> Result:
    """Ask both in turn, once they are known to answer alike."""
    agree(figure, ours, theirs)
    statements, planned = statements_of(figure, 1), quickest(figure, theirs)
    mine, other = [], []
    for number in range(2, turns + WARM):
        figure.before(number)
        turn = figure.turn(number)
        mine.append(ours.ask_well(turn.ask))
        other.append(theirs.ask_well(bare_ask(figure.name, turn.values, planned)))
    result = Result(figure=figure, ours=_side(mine), theirs=_side(other), statements=statements)
    print(result.line(), flush=True)
    return result


def quickest(figure: Figure, theirs: Client) -> str:
    """Return how the statement is best planned; one that writes goes by numbers, so it is planned once."""
    if figure.writes:
        return "once"
    values = figure.turn(1).values
    return min(MANNERS, key=lambda planned: _middle_of(theirs, bare_ask(figure.name, values, planned)))


def _middle_of(client: Client, ask: Ask) -> float:
    return statistics.median([client.ask_well(ask).took for _ in range(15)][5:])


def _side(answers: list[Answer]) -> Side:
    counted = answers[WARM - 2 :]
    return Side(took=[answer.took for answer in counted], length=len(counted[-1].body))


def agree(figure: Figure, ours: Client, theirs: Client) -> None:
    """End the run unless both sides answer with the same ids, or leave the same rows."""
    for number in (0,) if figure.writes else (0, 1):
        turn, before = figure.turn(number), marks() if figure.writes else {}
        mine = figure.ids(ours.ask_well(turn.ask).body)
        other = figure.rows(theirs.ask_well(bare_ask(figure.name, turn.values)).body)
        if fault := left_apart(mine, other, before) if figure.writes else apart(figure, mine, other):
            raise Differs(f"{figure.name}: {fault}")


def apart(figure: Figure, mine: Ids, other: Ids) -> str:
    """Say what differs between the ids of both sides; empty when nothing does."""
    if not mine and not figure.may_be_empty:
        return "the product shows nothing"
    alike = set(mine) <= set(other) if figure.holds_more else mine == other
    return "" if alike else f"the product shows {mine[:60]}, the bare rows are {other[:60]}"


def left_apart(mine: Ids, other: Ids, before: dict[str, int]) -> str:
    """Say what differs between what both sides have left of their leads; empty when nothing does."""
    if len(mine) != len(other) or not mine:
        return f"the product changed {len(mine)} leads, the bare side {len(other)}"
    faults: set[str] = set()
    for ours, theirs in zip(mine, other, strict=True):
        first, second = left_of(ours, before), left_of(theirs, before)
        faults |= {
            f"{name}: {first[name]} and {second[name]}" for name in first if first[name] != second[name]
        }
    return "; ".join(sorted(faults))


def statements_of(figure: Figure, turn: int) -> int:
    """Return how many statements the product runs for a turn, with warm caches, beginning and end not counted."""
    browser = Browser(SERVER_NAME="127.0.0.1")
    asked = figure.turn(turn).ask
    if not figure.writes:
        _in_process(browser, asked)
    with transaction.atomic():
        with CaptureQueriesContext(connection) as captured:
            _in_process(browser, asked)
        transaction.set_rollback(True)
    connection.close()
    # A savepoint stands for the transaction that the product would have begun by itself.
    kept = [
        query
        for query in captured.captured_queries
        if not str(query["sql"]).startswith(("SAVEPOINT", "RELEASE"))
    ]
    return len(kept)


def _in_process(browser: Browser, asked: Ask) -> None:
    headers = {name: value for name, value in asked.headers.items() if name != "Content-Type"}
    answer = browser.generic(asked.method, asked.path, asked.body or b"", "application/json", headers=headers)
    if answer.status_code >= 300:
        raise SystemExit(f"{asked.path} answered {answer.status_code} in this process")
