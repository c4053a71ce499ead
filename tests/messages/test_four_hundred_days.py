"""No reminder skipped and none planned twice: 400 days with three workers that die, and a bad mail server."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from threading import Lock
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction

from leadwright.clocks import actions as clocks
from leadwright.clocks import sweep as sweeping
from leadwright.clocks.facts import ClockDue
from leadwright.clocks.models import Clock, Slot
from leadwright.clocks.sweep import sweep
from leadwright.history import record as recording
from leadwright.history.facts import SYSTEM
from leadwright.messages import sending
from leadwright.messages.channels import NotTaken, Unreachable
from leadwright.messages.channels.mailbox import MailboxChannel
from leadwright.messages.models import Message
from leadwright.messages.sending import send_due
from leadwright.people.actions.organisations import establish
from tests.conftest import PROVE
from tests.messages.writing import queue

pytestmark = pytest.mark.usefixtures("committed")
CLOCKS, ROUNDS_A_DAY = (30, 4) if PROVE else (6, 0.5)
START = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
DAY = timedelta(days=1)
DAYS = 400
WORKERS = 3
RECIPIENTS = ("ann@north.example", "bob@north.example")
MONTHLY = {"first_days": 7, "every_days": 30}
ZONES = ("Europe/Brussels", "America/New_York", "Australia/Lord_Howe")


class Killed(BaseException):
    """This worker is gone, wherever it was."""


@dataclass
class Fate:
    """Decides, always in the same way for one seed, what goes wrong next."""

    random: Random
    kills: int = 0
    lock: Lock = field(default_factory=Lock)

    def strikes(self, share: float) -> bool:
        with self.lock:
            return self.random.random() < share

    def may_kill(self, share: float = 0.03) -> None:
        if self.strikes(share):
            self.kills += 1
            raise Killed


@dataclass
class BadServer(MailboxChannel):
    """Refuses, is away, or takes the message; then the worker may die before it has written that down."""

    fate: Fate
    taken: list[str]
    struck: list[str]

    def deliver(self, message: Message) -> None:
        self.fate.may_kill()
        if self.fate.strikes(0.1):
            raise NotTaken("451 later")
        if self.fate.strikes(0.05):
            raise Unreachable("nobody there")
        self.taken.append(message.message_id)
        if self.fate.strikes(0.05):
            self.struck.append(message.message_id)
            raise Killed


@pytest.fixture
def fate(monkeypatch) -> Fate:
    """Let workers die before and after each step that writes."""
    chosen = Fate(Random(20260105))
    steps: tuple[tuple[Any, str], ...] = (
        (sweeping, "hold_subjects"),
        (sweeping, "_flag"),
        (sweeping, "_remind"),
        (sweeping, "record"),
        (sending, "_claim"),
        (sending, "_try_later"),
    )
    for module, name in steps:
        monkeypatch.setattr(module, name, deadly(getattr(module, name), chosen))
    return chosen


def deadly(step: Callable[..., Any], fate: Fate) -> Callable[..., Any]:
    def tried(*args: Any, **more: Any) -> Any:
        fate.may_kill()
        done = step(*args, **more)
        fate.may_kill()
        return done

    return tried


@pytest.fixture
def mailed():
    """Write one message a recipient for each reminder."""

    def write(fact: ClockDue) -> None:
        if fact.purpose == "reminder":
            for address in RECIPIENTS:
                key = f"slot:{fact.slot.pk}:{address}"
                assert queue("opportunity_update", key=key, to=address, at=fact.at)

    kept = dict(recording._reactions)
    recording.bind({"clock.due": [write]})
    yield
    recording.bind(kept)


def start_clocks() -> list[Clock]:
    zones = [establish(zone, country="BE", time_zone=zone, by=SYSTEM, at=START).pk for zone in ZONES]
    return [
        clocks.start(
            subject_kind="thing",
            subject_id=number,
            kind="update",
            organisation_id=zones[number % len(zones)],
            at=START + number * timedelta(hours=5),
            rule=MONTHLY,
            reminders=MONTHLY,
        )
        for number in range(CLOCKS)
    ]


def worker(at: datetime, server: BadServer) -> None:
    """Do one round of work, unless killed."""
    try:
        sweep(at)
        send_due(at, channel=server)
    except Killed:
        pass
    finally:
        connection.close()


def moments(fate: Fate) -> list[datetime]:
    """Return when the workers work: at odd times, and not at all during two long outages."""
    times = int(DAYS * ROUNDS_A_DAY)
    drawn = sorted(START + DAY * DAYS * fate.random.random() for _ in range(times))
    outages = [(90, 130), (250, 320)]
    return [at for at in drawn if not any(a <= (at - START).days < b for a, b in outages)]


def expected_slots(clock: Clock, end: datetime) -> list[datetime]:
    """Count the grid by hand: the same local time of day, 7 days on and then every 30."""
    zone = ZoneInfo(clock.organisation.time_zone)
    wall = clock.anchor_at.astimezone(zone).replace(tzinfo=None)
    days = [7 + 30 * n for n in range(20)]
    slots = [(wall + n * DAY).replace(tzinfo=zone).astimezone(UTC) for n in days]
    return [slot for slot in slots if slot <= end]


def test_every_reminder_arrives_and_none_is_planned_twice(fate, mailed):
    started, taken, struck = start_clocks(), [], []
    server = BadServer(fate=fate, taken=taken, struck=struck)
    with ThreadPoolExecutor(WORKERS) as pool:
        for at in moments(fate):
            list(pool.map(worker, [at] * WORKERS, [server] * WORKERS))
    end = START + DAY * DAYS
    calm_down(end, server)

    for clock in started:
        slots = list(clock.slots.filter(number__gt=0).order_by("number"))
        assert [slot.due_at for slot in slots] == expected_slots(clock, end)
        assert [slot.number for slot in slots] == list(range(1, len(slots) + 1))
    assert every_sweep_fired_once(Slot.objects.filter(number__gt=0))
    fired = Slot.objects.filter(number__gt=0, outcome=Slot.Outcome.FIRED).values_list("pk", flat=True)
    keys = {f"slot:{slot}:{address}" for slot in fired for address in RECIPIENTS}
    assert set(Message.objects.values_list("key", flat=True)) == keys
    assert not Message.objects.exclude(state="SENT").exists()
    ids = set(Message.objects.values_list("message_id", flat=True))
    by_hand_over = Counter(taken)
    assert by_hand_over.keys() == ids
    assert all(by_hand_over[id_] <= 1 + struck.count(id_) for id_ in by_hand_over)
    assert fate.kills > 10
    assert struck


def calm_down(end: datetime, server: BadServer) -> None:
    """Let everything that is still due happen, with nobody dying any more."""
    with pytest.MonkeyPatch.context() as calm:
        calm.setattr(Fate, "strikes", lambda *_: False)
        sweep(end)
        for day in range(10):
            send_due(end + day * DAY, limit=10_000, channel=server)
        with transaction.atomic():
            assert sweep(end) == 0


def every_sweep_fired_once(slots) -> bool:
    """Tell whether the slots that one sweep passed for a clock made one message between them."""
    sweeps = Counter(slots.values_list("clock", "at"))
    fired = Counter(slots.filter(outcome=Slot.Outcome.FIRED).values_list("clock", "at"))
    return fired == Counter(dict.fromkeys(sweeps, 1)) and any(n > 1 for n in sweeps.values())
