"""How PostgreSQL answers what pages ask: by which indexes, and how much it reads of the tables that grow.

Each question is asked in this process as its reader asks it; then each of its statements is explained with its
values, and once more as a connection may run it that no longer looks at them (a generic plan). A table that grows is
never read from its beginning, and a page of fifty rows reads few rows more than it shows.
"""

import heapq
import itertools
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import Any

from django.db import connection
from psycopg import sql

GROWING = (
    "leads_lead",
    "leads_party",
    "contacts_contact",
    "contacts_contactkeys",
    "contacts_loan",
    "clocks_clock",
    "history_entry",
)
REMOVED = ("Rows Removed by Filter", "Rows Removed by Index Recheck", "Rows Removed by Join Filter")
# What the database adds to the costs of a plan that it makes anew each time, for each table, in cost_planning().
PLANNING = 2.5
TOP = 12
# How many rows are read for each that is counted up to a bound: every eighth fits what an index does not hold.
TIMES = 8
MOMENT = re.compile(r"(?<=datetime\(\d{4}, ).*?(?=, tz)")
MARKS = itertools.count(1)
Node = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Known:
    """Questions, by their names, that read more than is right for a reason: printed, and no fault up to a bound."""

    name: str
    reason: str
    most: int | None = None

    def covers(self, name: str, rows: int) -> bool:
        """Tell whether a question that reads so many rows is one of these."""
        return re.fullmatch(self.name, name) is not None and (self.most is None or rows <= self.most)


LEFT = (
    Known(
        name=r"[\w-]+: /",
        reason="key figures that follow from the moment are counted",
        most=2_000,
    ),
    Known(
        name=r"[\w-]+: (contacts, .*|/contacts/(\?.*)?|/api/v1/contacts(\?.*)?)",
        reason="of who lent very many, a thousand contacts or four thousand are walked by; of others the loans are sorted",
    ),
    Known(
        name=r"[\w-]+: (leads, \w+=\S+, by clock|(/leads/|/api/v1/leads)\?\S+)",
        reason="what fits is little, and sorted",
        most=3_000,
    ),
    Known(
        name=r"[\w-]+: /leads/\?(state=any&)?(qualification=due|opportunity=no)",
        reason="how many wait to be qualified is not known to the planner: all are counted",
        most=20_000,
    ),
    Known(
        name=r"portal-\w+: leads, (status|acceptance|qualification|due|closed)=\S+, by -?\w+",
        reason="how much of its company a group has is not known to the planner: what fits is sorted",
        most=14_000,
    ),
    Known(
        name=r"portal-\w+: (leads, |/leads/\?|/api/v1/leads\?)(state=any&)?(unit|group)=\d+.*",
        reason="in a place of another group hardly a lead lies within reach: those of the company are passed",
        most=100_000,
    ),
    Known(
        name=r"lead-distributor: (leads, |/leads/\?|/api/v1/leads\?)(state=any&)?started_from=.*",
        reason="leads of one day may come from one company: the planner takes them for spread over all",
        most=50_000,
    ),
    Known(
        name=r"lead-distributor: leads, \w+=\S+, by partner",
        reason="what nobody handles has no partner and stands first",
        most=14_000,
    ),
    Known(
        name=r"(lead-distributor|company-admin): leads, (status|acceptance|qualification|group)=\S+, by -?priority",
        reason="of one priority, those without a clock stand at one end",
        most=65_000,
    ),
    Known(
        name=r"lead-distributor: leads, (unit|group|partner|acceptance)=\S+, by -?partner",
        reason="what a place has stands behind all of others: it is sorted",
        most=100_000,
    ),
)


@dataclass(frozen=True, kw_only=True)
class Question:
    """Something that a page asks, and how many rows of growing tables each of its statements may read."""

    name: str
    ask: Callable[[], object]
    most: int


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What one statement of a question made the database read."""

    question: Question
    statement: str
    rows: int
    blocks: int
    scanned: tuple[str, ...]
    is_generic: bool

    @property
    def fault(self) -> str:
        """What is wrong with it, or nothing."""
        if self.rows <= self.most and not self.scanned:
            return ""
        beginning = f", all of {', '.join(self.scanned)}" if self.scanned else ""
        return f"{self.name}: reads {self.rows:,} rows{beginning}; at most {self.most:,} are right"

    @property
    def reason(self) -> str:
        """Why it is known to read too much, if it does and is."""
        known = (row.reason for row in LEFT if row.covers(self.question.name, self.rows))
        return next(known, "") if self.fault else ""

    @property
    def most(self) -> int:
        """How many rows are right: several times as many as are counted up to a bound beside."""
        bound = re.search(r"LIMIT (\d+)\) (?:subquery|counted)$", self.statement)
        return self.question.most + (TIMES * int(bound[1]) if bound else 0)

    @property
    def name(self) -> str:
        """The question, and whether it is a plan for all values."""
        return f"{self.question.name} (for all values)" if self.is_generic else self.question.name


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A statement with its values, as it was sent."""

    statement: str
    values: Any
    is_prepared: bool

    @property
    def values_by_day(self) -> str:
        """The values as text, of moments the days alone."""
        return MOMENT.sub("", repr(self.values))

    @property
    def in_order(self) -> list[Any]:
        """The values in the order in which the statement has them, each named one once."""
        if not isinstance(self.values, Mapping):
            return list(self.values or ())
        return [self.values[name] for name in dict.fromkeys(re.findall(r"%\((\w+)\)s", self.statement))]


def readings_of(questions: Iterable[Question]) -> Iterator[Reading]:
    """Ask, and explain each statement about a growing table that this took, the same one once."""
    known: set[tuple[str, str, int]] = set()
    for question in questions:
        asked: list[Asked] = []
        with connection.execute_wrapper(partial(_noted, asked)):
            question.ask()
        for some in asked:
            if (key := (some.statement, some.values_by_day, question.most)) not in known:
                known.add(key)
                yield from _explained(question, some)


def _noted(asked: list[Asked], execute: Callable[..., Any], statement: Any, values: Any, *rest: Any) -> Any:
    text = str(statement)
    if re.match(r"[\s(]*(SELECT|WITH)\b", text) and any(
        f'"{name}"' in text or name in text for name in GROWING
    ):
        is_prepared = connection.connection.prepare_threshold is not None
        asked.append(Asked(statement=text, values=values, is_prepared=is_prepared))
    return execute(statement, values, *rest)


def _explained(question: Question, asked: Asked) -> Iterator[Reading]:
    """Read a statement with its values, and for all values if the database may come to prefer that plan."""
    with connection.cursor() as django_cursor:
        cursor = django_cursor.cursor
        call = _call(cursor, asked)
        own = _plan(cursor, call, "force_custom_plan")
        yield _reading(question, asked, own, is_generic=False)
        if (
            asked.is_prepared
            and asked.values
            and _is_preferred(_plan(cursor, call, "force_generic_plan", analyze=False), own)
        ):
            yield _reading(question, asked, _plan(cursor, call, "force_generic_plan"), is_generic=True)


def _call(cursor: Any, asked: Asked) -> sql.Composed:
    """Prepare a statement as the product does, and return what runs it with its values."""
    mark = f"/* plan {next(MARKS)} */"
    cursor.execute(f"{mark} {asked.statement}", asked.values, prepare=True)
    named = "SELECT name, parameter_types::text[] FROM pg_prepared_statements WHERE statement LIKE %s"
    name, types = cursor.execute(named, [f"{mark}%"]).fetchone()
    values = [sql.SQL("{}::" + kind).format(value) for value, kind in zip(asked.in_order, types, strict=True)]
    call = sql.SQL("EXECUTE {}").format(sql.Identifier(name))
    return call + sql.SQL("({})").format(sql.SQL(", ").join(values)) if values else sql.Composed([call])


def _plan(cursor: Any, call: sql.Composed, mode: str, *, analyze: bool = True) -> Node:
    """Return the plan of a statement, as it ran."""
    cursor.execute(f"SET plan_cache_mode = {mode}")
    options = "ANALYZE, TIMING OFF, BUFFERS, FORMAT JSON" if analyze else "FORMAT JSON"
    (answer,) = cursor.execute(sql.SQL("EXPLAIN ({}) ").format(sql.SQL(options)) + call).fetchone()
    cursor.execute("RESET plan_cache_mode")
    plan: Node = (json.loads(answer) if isinstance(answer, str) else answer)[0]["Plan"]
    return plan


def _is_preferred(general: Node, own: Node) -> bool:
    """Tell whether the database may keep the plan for all values: it seems no dearer than one made anew each time."""
    tables = sum(1 for node in nodes_of(own) if "Relation Name" in node)
    return bool(general["Total Cost"] < own["Total Cost"] + PLANNING * (1 + tables))


def _reading(question: Question, asked: Asked, plan: Node, *, is_generic: bool) -> Reading:
    nodes = [node for node in nodes_of(plan) if node.get("Relation Name") in GROWING]
    scanned = {node["Relation Name"] for node in nodes if node["Node Type"] == "Seq Scan" and rows_of(node)}
    return Reading(
        question=question,
        statement=asked.statement,
        rows=round(sum(map(rows_of, nodes))),
        blocks=plan.get("Shared Hit Blocks", 0) + plan.get("Shared Read Blocks", 0),
        scanned=tuple(sorted(scanned)),
        is_generic=is_generic,
    )


def nodes_of(node: Node) -> Iterator[Node]:
    """Return a node of a plan and all below it."""
    yield node
    for below in node.get("Plans", ()):
        yield from nodes_of(below)


def rows_of(node: Node) -> float:
    """Return how many rows a node looked at, those that it dropped too, or how many entries of its indexes."""
    looked_at = node["Actual Rows"] + sum(node.get(name, 0) for name in REMOVED)
    entries = (
        below["Actual Rows"] * below["Actual Loops"]
        for below in nodes_of(node)
        if below["Node Type"] == "Bitmap Index Scan"
    )
    return float(max(looked_at * node["Actual Loops"], sum(entries)))


def measure() -> None:
    """Explain all questions of the filled database; a fault ends the run."""
    readings = list(map(_shown, readings_of(import_module("bench.questions").questions())))
    print(
        f"{len(readings):,} plans; those that read most:\n\n| question | rows | right | blocks |\n| --- | ---: | ---: | ---: |"
    )
    for some in heapq.nlargest(TOP, readings, key=lambda reading: reading.rows / reading.most):
        print(f"| {some.name} | {some.rows:,} | {some.most:,} | {some.blocks:,} |")
    print(f"\n{sum(1 for reading in readings if reading.reason):,} read more than is right, as is known")
    if faults := sum(1 for reading in readings if reading.fault and not reading.reason):
        raise SystemExit(f"{faults} plans read too much")


def _shown(reading: Reading) -> Reading:
    if reading.fault:
        print(f"{reading.fault} ({reading.reason or 'NOT KNOWN'})", flush=True)
    return reading
