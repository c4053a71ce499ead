"""An export is asked for and fetched over the API and on its page."""

import pytest

from leadwright.exports.making import make_next
from leadwright.exports.models import Export
from tests.api.conftest import Talk
from tests.makers import House
from tests.web.conftest import enter as enter_fixture

enter = enter_fixture


@pytest.fixture(autouse=True)
def store(settings, tmp_path) -> None:
    settings.FILES = str(tmp_path / "files")


@pytest.fixture
def house(db) -> House:
    return House()


def test_over_the_api_it_is_asked_for_waited_for_and_fetched(house):
    talk = Talk(house.adm)
    asked = talk.post("/exports", {})
    assert (asked.status_code, asked.json()["state"]) == (201, "waiting")
    address = asked.headers["Location"].removeprefix("/api/v1")
    assert talk.get(f"{address}/file").json()["code"] == "EXPORT_NOT_READY"
    assert talk.post("/exports", {}).json()["code"] == "EXPORT_WAITING"
    make_next(Export.objects.get().asked_at)
    assert [row["state"] for row in talk.get("/exports").json()["items"]] == ["ready"]
    answer = talk.get(f"{address}/file")
    content = b"".join(answer.streaming_content)
    assert (answer["Content-Type"], len(content)) == ("application/zip", talk.get(address).json()["size"])


def test_nobody_else_sees_it_and_who_may_not_is_refused(house):
    address = Talk(house.adm).post("/exports", {}).headers["Location"].removeprefix("/api/v1")
    assert Talk(house.ann).get(address).status_code == 403
    assert Talk(house.ann).post("/exports", {}).status_code == 403
    Export.objects.update(by=house.bob)
    assert Talk(house.adm).get(address).status_code == 404


def test_on_its_page_it_is_asked_for_and_fetched(house, enter):
    desk = enter(house.adm)
    assert desk.post("/company/exports/").status_code == 303
    assert "being made" in desk.get("/company/exports/").text
    make_next(Export.objects.get().asked_at)
    page = desk.get("/company/exports/").text
    address = f"/company/exports/{Export.objects.get().pk}/file/"
    assert address in page
    assert b"".join(desk.get(address).streaming_content).startswith(b"PK")
    assert desk.get("/company/administration/").text.count("/company/exports/") == 1
