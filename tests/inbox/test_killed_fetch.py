"""A worker that is killed between fetching a mail and storing it, or before it says so, loses and doubles nothing."""

import signal
from threading import Event

import pytest

from leadwright.foundation.clock import now
from leadwright.inbox.imap import fetch, read_mailbox
from leadwright.inbox.models import RawArrival
from tests.console import forked
from tests.inbox.serving import Mailbox, imap_server
from tests.inbox.writing import raw
from tests.makers import NOON, House

pytestmark = pytest.mark.usefixtures("committed")
FIRST, SECOND = raw("one"), raw("two", message_id="<second@customer.example>")


def work(url: str) -> None:
    """Fetch once, as a worker does."""
    fetch(read_mailbox(url), at=now())


def killed_at(box: Mailbox, command: str, *, time: int = 1) -> None:
    """Let a worker fetch until it sends a command for the first, second … time, and kill it there."""
    reached, go, left = Event(), Event(), [time]

    def before(asked: str) -> None:
        left[0] -= asked == command
        if asked == command and left[0] == 0:
            reached.set()
            go.wait(30)
            raise ConnectionError

    box.before = before
    worker = forked.calling(work, box.url())
    assert reached.wait(60)
    worker.kill()
    worker.join(20)
    assert worker.exitcode == -signal.SIGKILL
    go.set()
    box.before = lambda asked: None


@pytest.mark.parametrize(
    ("command", "time", "stored"),
    [("UID FETCH", 1, 0), ("UID FETCH", 2, 0), ("UID STORE", 1, 1), ("UID FETCH", 4, 1), ("UID STORE", 2, 2)],
)
def test_wherever_a_worker_is_killed_each_mail_is_stored_once(command, time, stored):
    House()
    with imap_server() as box:
        box.put(FIRST, SECOND)
        killed_at(box, command, time=time)
        assert RawArrival.objects.count() == stored
        fetch(read_mailbox(box.url()), at=NOON)
        assert sorted(bytes(row.content) for row in RawArrival.objects.all()) == sorted([FIRST, SECOND])
        assert box.seen() == [1, 2]
