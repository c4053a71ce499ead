"""Ask another product for the same: Tryton's sales opportunities, in a process of its own, over its JSON-RPC.

Tryton is under the GPL: it lies in an environment of its own under .cache, is never imported, and only asked over HTTP.
"""

import base64
import os
import statistics
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import orjson
import psycopg
from django.db import connection

from bench.acts import Acts
from bench.figures import reads
from bench.generating import World
from bench.serving import ROOT, Answer, Ask, Client, free_port, product, running
from leadwright.config.cluster import Cluster

PROGRAMS = ROOT / ".cache" / "peer" / "bin"
NAME = "bench_peer"
MARK = "bench_filled_with"
SECRET = "only-to-measure"
WARM = 40
HEAD = (
    "| act | Tryton, median | p95 | bytes | product, median | p95 | bytes | product / Tryton |\n"
    "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
)
# What the product does for the same, by the name of the figure; a search is its list with a word.
ALIKE = {
    "read one": "api_one",
    "list of 50": "api_list",
    "search by word": "api_list",
    "create with known party": "create_known",
    "change": "patch",
    "change of state": "start",
}
WORD = "marie"
PARTIES = "COPY party_party (name, code, active, create_date, create_uid) FROM STDIN"
OPPORTUNITIES = """
INSERT INTO sale_opportunity (company, employee, currency, party, number, description, state, amount, conversion_probability,
    start_date, create_date, create_uid)
SELECT %(company)s, %(employee)s, %(currency)s, p.id, 'B' || p.id, 'wants ' || p.id %% 90 || ' printers',
    (ARRAY['lead', 'opportunity', 'lost', 'converted'])[1 + p.id %% 4], 100 + p.id %% 50000, 0.5, current_date - (p.id %% 700)::int, now(), 1
FROM party_party p WHERE p.code LIKE 'B%%'
"""
FIELDS = [
    "number",
    "description",
    "state",
    "amount",
    "start_date",
    "rec_name",
    "party.rec_name",
    "employee.rec_name",
]


@dataclass
class Session:
    """A signed-in user of Tryton."""

    client: Client
    header: str = ""
    context: dict[str, Any] = field(default_factory=lambda: {"language": "en"})

    def sign_in(self) -> None:
        """Sign in as its administrator, and keep the session."""
        user, token, *_more = self.call("common.db.login", "admin", {"password": SECRET}, "en", is_open=True)
        self.header = "Session " + base64.b64encode(f"admin:{user}:{token}".encode()).decode()
        self.context |= {"user": user}

    def call(self, method: str, *values: object, is_open: bool = False) -> Any:
        """Call a method and return what it returned."""
        return self.result(self.timed(method, *values, is_open=is_open))

    def timed(self, method: str, *values: object, is_open: bool = False) -> Answer:
        """Call a method and return its answer as it came."""
        sent = {"id": 1, "method": method, "params": [*values, *([] if is_open else [self.context])]}
        headers = {"Content-Type": "application/json", "Authorization": self.header}
        return self.client.ask_well(
            Ask(path=f"/{NAME}/rpc/", method="POST", headers=headers, body=orjson.dumps(sent))
        )

    def result(self, answer: Answer) -> Any:
        """Return what a call returned; a refusal ends the run."""
        data = orjson.loads(answer.body)
        if isinstance(data, dict) and data.get("error"):
            raise SystemExit(f"Tryton refused: {str(data['error'])[:400]}")
        return data["result"] if isinstance(data, dict) else data


def measure(database: Cluster, *, leads: int, turns: int) -> None:
    """Fill Tryton with as many parties and opportunities, and print what it takes for the same acts."""
    is_new = _make(database, leads)
    with _served(database) as address:
        session = Session(Client(address))
        session.sign_in()
        house = _house(session) if is_new else {}
        if is_new:
            _fill(database, leads, house)
        _settle(session)
        theirs = {name: _answers(session, act, turns) for name, act in _acts(session).items()}
    print(HEAD)
    with product() as address:
        for name, answers in theirs.items():
            _tell(name, answers, _ours(name, Client(address), turns))


def _ours(name: str, client: Client, turns: int) -> list[Answer]:
    """Ask the product for the same as often."""
    ((_name, _group, make),) = [
        row for row in [*reads(turns + WARM), *Acts(turns + WARM).figures()] if row[0] == ALIKE[name]
    ]
    figure, answers = make(), []
    connection.close()
    for number in range(turns + WARM):
        figure.before(number)
        ask = figure.turn(number).ask
        answers.append(
            client.ask_well(replace(ask, path=f"{ask.path}?q={WORD}") if "search" in name else ask)
        )
    return answers


def _make(database: Cluster, leads: int) -> bool:
    """Make its database anew unless it holds as many; tells whether it did."""
    if _is_filled(database, leads):
        return False
    database.as_superuser(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
    database.as_superuser(f"CREATE DATABASE {NAME} OWNER leadwright_owner")
    password = database.data / "peer-password"
    password.write_text(SECRET)
    for chosen in (
        ["--all", "--email", "admin@example.org"],
        ["-u", "sale_opportunity", "--activate-dependencies"],
    ):
        command = [str(PROGRAMS / "trytond-admin"), "-c", str(_settings(database)), "-d", NAME, *chosen]
        subprocess.run(
            command, check=True, env={**os.environ, "TRYTONPASSFILE": str(password)}, cwd=database.data
        )
    return True


def _is_filled(database: Cluster, leads: int) -> bool:
    if not database.as_superuser(f"SELECT 1 FROM pg_database WHERE datname = '{NAME}'").strip():
        return False
    with psycopg.connect(database.url("owner", NAME)) as owner:
        known = owner.execute("SELECT to_regclass(%s)", [MARK]).fetchone() != (None,)
        return known and owner.execute(f"SELECT leads FROM {MARK}").fetchone() == (leads,)


def _settings(database: Cluster) -> Path:
    path = database.data / "peer.conf"
    path.touch(mode=0o600)
    path.write_text(f"[database]\nuri = {database.url('owner', '')}\n")
    return path


@contextmanager
def _served(database: Cluster) -> Iterator[str]:
    port = free_port()
    command = [str(PROGRAMS / "gunicorn"), "-k", "gthread", "-w", "2", "--threads", "4", "--keep-alive", "60"]
    command += ["--log-level", "error", "-b", f"127.0.0.1:{port}", "trytond.application:app"]
    data = {"TRYTOND_CONFIG": str(_settings(database)), "TRYTOND_DATABASE_NAMES": NAME}
    with running(command, data, port) as address:
        yield address


def _house(session: Session) -> dict[str, int]:
    """Make a company with an employee, as whom everything is asked."""
    cent = {"__class__": "Decimal", "decimal": "0.01"}
    euro = {"name": "Euro", "code": "EUR", "symbol": "€", "rounding": cent, "digits": 2}
    currency = _new(session, "currency.currency", euro)
    company = _new(
        session,
        "company.company",
        {"party": _new(session, "party.party", {"name": "Vendor"}), "currency": currency},
    )
    somebody = {"party": _new(session, "party.party", {"name": "Employee"}), "company": company}
    employee = _new(session, "company.employee", somebody)
    for values in (
        {"companies": [["add", [company]]], "employees": [["add", [employee]]]},
        {"company": company, "employee": employee},
    ):
        session.call("model.res.user.write", [session.context["user"]], values)
    return {"company": company, "employee": employee, "currency": currency}


def _new(session: Session, model: str, values: dict[str, Any]) -> int:
    (pk,) = session.call(f"model.{model}.create", [values])
    return int(pk)


def _fill(database: Cluster, leads: int, house: dict[str, int]) -> None:
    world = World()
    with psycopg.connect(database.url("owner", NAME)) as owner:
        with owner.cursor() as cursor, cursor.copy(PARTIES) as target:
            for n in range(leads):
                target.write_row((world.somebody().name, f"B{n}", True, "2026-03-02", 1))
        owner.execute(OPPORTUNITIES, house)
        owner.execute(f"CREATE TABLE {MARK} AS SELECT {leads}::int AS leads")
        owner.commit()
        owner.autocommit = True
        owner.execute("VACUUM ANALYZE")


def _settle(session: Session) -> None:
    """Ask in the company of the user."""
    fields = ["company", "employee"]
    (user,) = session.call("model.res.user.read", [session.context["user"]], fields)
    session.context |= {name: user[name] for name in fields}


def _acts(session: Session) -> dict[str, Callable[[int], Answer]]:
    """Return the same acts as those of the product, by name."""
    model = "model.sale.opportunity"
    known = session.call(f"{model}.search", [], 0, 2000, [["id", "DESC"]])
    waiting = session.call(f"{model}.search", [["state", "=", "lead"]], 0, 2000, [["id", "ASC"]])
    parties = session.call("model.party.party.search", [["code", "like", "B%"]], 0, 2000, None)
    place = {name: session.context[name] for name in ("company", "employee")}

    def create(n: int) -> Answer:
        values = place | {"party": parties[n], "description": "measured"}
        return session.timed(f"{model}.create", [values])

    def listed(words: list[Any]) -> Answer:
        return session.timed(f"{model}.search_read", words, 0, 50, [["id", "DESC"]], FIELDS)

    return {
        "read one": lambda n: session.timed(f"{model}.read", [known[n]], FIELDS),
        "list of 50": lambda _n: listed([]),
        "search by word": lambda _n: listed([["party.rec_name", "ilike", f"%{WORD}%"]]),
        "create with known party": create,
        "change": lambda n: session.timed(
            f"{model}.write", [waiting[-1 - n]], {"description": f"measured {n}"}
        ),
        "change of state": lambda n: session.timed(f"{model}.opportunity", [waiting[n]]),
    }


def _answers(session: Session, act: Callable[[int], Answer], turns: int) -> list[Answer]:
    answers = [act(turn) for turn in range(turns + WARM)]
    for answer in answers:
        session.result(answer)
    return answers


def _tell(name: str, theirs: list[Answer], ours: list[Answer]) -> None:
    (mine, line), (other, former) = _middle(ours), _middle(theirs)
    print(f"| {name} | {former} | {line} | {mine / other:.2f} |", flush=True)


def _middle(answers: list[Answer]) -> tuple[float, str]:
    """Return the median, and it with p95 and bytes for the table."""
    took = sorted(answer.took for answer in answers[WARM:])
    middle, p95 = statistics.median(took), took[max(int(len(took) * 0.95) - 1, 0)]
    return middle, f"{middle:.1f} | {p95:.1f} | {len(answers[-1].body):,}"
