"""A mailbox is emptied into the inbox: nothing is lost, nothing is doubled, whenever a worker stops."""

import pytest

from leadwright.inbox import receiving
from leadwright.inbox.imap import Unreachable, fetch, read_mailbox
from leadwright.inbox.models import RawArrival, Verdict
from tests.inbox.serving import Mailbox, imap_server
from tests.inbox.writing import raw
from tests.makers import NOON

FIRST, SECOND = raw("one"), raw("two", message_id="<second@customer.example>")


@pytest.fixture
def box():
    with imap_server() as served:
        yield served


def contents() -> list[bytes]:
    return [bytes(row.content) for row in RawArrival.objects.order_by("pk")]


def fetched(box: Mailbox, **asked: str) -> int:
    return fetch(read_mailbox(box.url(**asked)), at=NOON)


def test_an_address_is_read_and_shows_its_password_to_nobody():
    box = read_mailbox("imaps://leads%40x.example:p%2Fw@mail.example/Sales%20in?move=Done&organisation=North")
    assert (box.host, box.port, box.user, box.password) == ("mail.example", 993, "leads@x.example", "p/w")
    assert (box.folder, box.move, box.organisation) == ("Sales in", "Done", "North")
    assert "p/w" not in repr(box)


@pytest.mark.parametrize("url", ["smtp://a:b@c", "imaps://c/INBOX", "imap://a@c?tls=perhaps"])
def test_an_address_that_is_none_is_refused(url):
    with pytest.raises(ValueError, match="imaps://"):
        read_mailbox(url)


def test_what_is_unread_is_stored_and_then_marked_as_read(house, box):
    box.put(FIRST, SECOND)
    assert fetched(box) == 2
    assert (contents(), box.seen()) == ([FIRST, SECOND], [1, 2])
    assert fetched(box) == 0


def test_what_was_taken_moves_where_the_address_says(house, box):
    box.put(FIRST)
    fetched(box, move="Done")
    assert [row.content for row in box.folders["Done"]] == [FIRST]
    assert (box.folders["INBOX"], contents()) == ([], [FIRST])


def test_a_worker_that_stops_between_storing_and_marking_doubles_nothing(house, box):
    box.put(FIRST, SECOND)

    def stopped(_arrival: RawArrival) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fetch(read_mailbox(box.url()), at=NOON, stored=stopped)
    assert (contents(), box.seen()) == ([FIRST], [])
    fetched(box)
    assert (contents(), box.seen()) == ([FIRST, SECOND], [1, 2])


def test_two_workers_that_fetch_the_same_store_it_once(house, box):
    box.put(FIRST)
    fetched(box)
    box.folders["INBOX"][0].flags.clear()
    fetched(box)
    assert contents() == [FIRST]


def test_a_folder_that_was_made_anew_counts_from_one_again(house, box):
    box.put(FIRST)
    fetched(box)
    box.validity, box.folders["INBOX"], box._last = 78, [], 0
    box.put(SECOND)
    fetched(box)
    assert contents() == [FIRST, SECOND]


def test_of_a_mail_that_is_too_large_the_beginning_is_kept_in_sight(house, box, settings, monkeypatch):
    monkeypatch.setattr(receiving, "MEBIBYTE", 1000)
    settings.MAIL_LARGEST = 1
    box.put(raw("x" * 5_000), FIRST)
    fetched(box, move="Done")
    large, small = RawArrival.objects.order_by("pk")
    assert (large.verdict, large.size > 5_000, large.is_complete) == (Verdict.UNREADABLE, True, False)
    assert bytes(small.content) == FIRST
    assert len(box.folders["INBOX"]) == 1


@pytest.mark.parametrize("how", ["another password", "nobody listens", "no such folder"])
def test_a_mailbox_that_cannot_be_opened_is_told_without_its_password(house, box, how):
    url = box.url()
    if how == "another password":
        url = url.replace("secret", "guessed")
    elif how == "nobody listens":
        url = url.replace(str(box.port), "1")
    else:
        url = url.replace("INBOX", "Nowhere")
    with pytest.raises(Unreachable) as fault:
        fetch(read_mailbox(url), at=NOON)
    assert "word" not in str(fault.value).replace("password", "")


def test_a_connection_that_breaks_off_in_the_middle_loses_nothing(house, box):
    box.put(FIRST, SECOND)
    broken = iter([None, None, None, ConnectionError])

    def before(command: str) -> None:
        if command == "UID FETCH" and next(broken, None):
            raise ConnectionError

    box.before = before
    with pytest.raises(Unreachable):
        fetched(box)
    assert contents() == [FIRST]
    fetched(box)
    assert contents() == [FIRST, SECOND]


def test_a_mail_that_the_server_does_not_hand_out_keeps_no_other_waiting(house, box):
    box.put(FIRST, SECOND)
    box.broken = {1}
    assert (fetched(box), contents(), box.seen()) == (2, [SECOND], [2])
    box.broken = set()
    assert (fetched(box), contents()) == (1, [SECOND, FIRST])


def test_what_stays_as_it_is_too_large_is_fetched_once(house, box, settings, monkeypatch):
    monkeypatch.setattr("leadwright.inbox.imap.BATCH", 1)
    monkeypatch.setattr(receiving, "MEBIBYTE", 2_000)
    settings.MAIL_LARGEST = 1
    box.put(raw("x" * 5_000, message_id="<large@customer.example>"), FIRST)
    assert [fetched(box, move="Done") for _round in range(3)] == [1, 1, 0]
    assert [row.is_complete for row in RawArrival.objects.order_by("pk")] == [False, True]
