"""The files of lists: whoever asks only how they would be answered takes nothing along."""

from typing import Any

import pytest

from leadwright.foundation import sheets
from leadwright.history.models import Entry
from leadwright.people.models import SecurityEvent
from tests.makers import House

EXPORTS = ("leads", "contacts", "accounts")


@pytest.mark.parametrize("name", EXPORTS)
def test_head_makes_no_file_and_notes_nothing(house: House, talk, monkeypatch, name: str) -> None:
    def made(*_args: Any, **_more: Any) -> str:
        raise AssertionError("a line was written")

    house.accepted()
    monkeypatch.setattr(sheets, "_line", made)
    answer = talk(house.ann).ask("HEAD", f"/{name}/export.csv")
    assert (answer.status_code, b"".join(answer.streaming_content)) == (200, b"")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert not SecurityEvent.objects.filter(code="LIST_EXPORTED").exists()
    assert not Entry.objects.filter(fact="contact.exported").exists()


@pytest.mark.parametrize("name", EXPORTS)
def test_head_is_refused_as_get_is(house: House, talk, name: str) -> None:
    for user, query, status in ((house.nina, "", 403), (house.ann, "?strange=1", 400)):
        assert talk(user).ask("HEAD", f"/{name}/export.csv{query}").status_code == status


@pytest.mark.parametrize("name", EXPORTS)
def test_that_a_file_is_taken_is_noted_before_its_first_line(house: House, talk, name: str) -> None:
    answer = talk(house.ann).get(f"/{name}/export.csv")
    next(iter(answer.streaming_content))
    event = SecurityEvent.objects.get(code="LIST_EXPORTED")
    assert (event.user, event.path) == (house.ann, f"/api/v1/{name}/export.csv")


@pytest.mark.parametrize("page", ["/leads/export/", "/contacts/export/", "/customers/export/"])
def test_no_page_hands_a_file_out_for_head(house: House, client, page: str) -> None:
    client.force_login(house.ann)
    assert client.head(page).status_code == 405
    assert not SecurityEvent.objects.filter(code="LIST_EXPORTED").exists()
