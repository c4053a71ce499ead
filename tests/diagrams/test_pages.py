"""Processes on pages: listed, drawn with their steps, redrawn from a file, published, named and retired."""

from io import BytesIO

import pytest

from leadwright.diagrams.models import Diagram
from tests.diagrams.keeping import FAULTY, LONG, SHORT, make_diagram, publish_diagram
from tests.makers import House
from tests.web.sheets import sheet_at, sheets_in

AT = "/company/settings/processes/"
NEW = "/company/settings/new-process/"


def file_of(text: str) -> BytesIO:
    file = BytesIO(text.encode())
    file.name = "process.bpmn"
    return file


def test_the_list_names_what_is_in_force_and_what_is_drafted(vera, enter):
    publish_diagram(vera)
    make_diagram(vera, code="later", name="Later")
    page = enter(vera).get(AT).text
    assert "Standard sale" in page
    assert page.count("Version 1 is in force") == 3
    assert ("Not published yet" in page, "draft of version 1" in page) == (True, True)


def test_the_list_asks_as_often_for_many_as_for_few(vera, enter, count_queries):
    client = enter(vera)
    client.get(AT)
    few = count_queries(lambda: client.get(AT))
    for number in range(4):
        Diagram.objects.create(code=f"more-{number}", labels={"en": "More"})
    assert count_queries(lambda: client.get(AT)) == few


def test_a_process_is_drawn_with_its_steps_as_a_list(vera, enter):
    page = enter(vera).get(f"{AT}standard-sale/").text
    assert page.count('class="figure user') == 7
    for words in (
        'href="#step-offer"',
        'id="step-offer"',
        "in charge: owner",
        "5 working days",
        "A written offer",
    ):
        assert words in page
    assert "style=" not in page[page.index("<svg viewBox") : page.index("process-steps")]


def test_a_process_is_made_of_a_file(vera, enter):
    sent = {"code": "short", "label_en": "Short", "label_nl": "Kort", "bpmn": file_of(SHORT)}
    answer = enter(vera).post(NEW, sent)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{AT}short/")
    assert Diagram.objects.get(code="short").draft.xml == SHORT


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"bpmn": None}, "Choose a file."),
        ({"bpmn": "<a/>"}, "it is no BPMN 2.0"),
        ({"bpmn": "x" * 1_100_000}, "the limit is 1 MB"),
        ({"code": "Not so"}, "small letters, digits and hyphens"),
        ({"code": "standard-sale"}, "There is already one with this name"),
    ],
)
def test_what_is_wrong_with_a_new_process_stands_at_its_field(vera, enter, sent, said):
    data = {"code": "short", "label_en": "Short", "label_nl": "", "bpmn": SHORT} | sent
    data = {name: text for name, text in data.items() if text is not None}
    if "bpmn" in data:
        data["bpmn"] = file_of(data["bpmn"])
    answer = enter(vera).post(NEW, data)
    assert (answer.status_code in (413, 422), said in answer.text) == (True, True)
    assert 'value="Short"' in answer.text


def test_a_new_drawing_becomes_a_draft_that_is_published(vera, enter):
    publish_diagram(vera)
    client = enter(vera)
    sheet = sheet_at(client, f"{AT}short/", "revision")
    assert client.post(sheet.action, sheet.sent() | {"bpmn": file_of(LONG)}).status_code == 303
    assert "draft of" in client.get(f"{AT}short/").text
    assert client.post(f"{AT}short/publish/").status_code == 303
    assert Diagram.objects.get(code="short").published.xml == LONG


def test_a_draft_that_somebody_else_saved_meanwhile_is_not_overwritten(vera, enter):
    row = publish_diagram(vera)
    answer = enter(vera).post(f"{AT}short/", {"revision": row.revision - 1, "bpmn": file_of(LONG)})
    assert (answer.status_code, "Somebody else changed this" in answer.text) == (409, True)
    assert row.draft is None


def test_a_draft_with_faults_is_shown_with_them_and_not_published(vera, enter):
    row = make_diagram(vera, bpmn=FAULTY)
    answer = enter(vera).post(f"{AT}short/publish/")
    assert (answer.status_code, row.published) == (422, None)
    assert 'href="#step-a"' in answer.text
    assert "Nobody is in charge of “a”" in answer.text


def test_a_draft_that_was_redrawn_since_it_was_looked_at_is_not_published(vera, enter):
    row, client = make_diagram(vera), enter(vera)
    sheets = sheets_in(client.get(f"{AT}short/").text)
    sheet = next(sheet for sheet in sheets if sheet.action.endswith("/publish/"))
    client.post(f"{AT}short/", {"bpmn": file_of(LONG)})
    answer = client.post(sheet.action, sheet.sent())
    assert (answer.status_code, row.published, row.draft.xml) == (409, None, LONG)


def test_what_the_next_version_has_to_put_right_is_said_of_one_that_is_in_force(vera, enter):
    unit = vera.unit
    drawn = SHORT.replace('lw:role="owner"', f'lw:role="{unit.name}"')
    publish_diagram(vera, bpmn=drawn)
    type(unit).objects.filter(name=unit.name).update(name="Elsewhere")
    page = enter(vera).get(f"{AT}short/").text
    assert ("The next version has to put this right" in page, "cannot be published yet" in page) == (
        True,
        False,
    )


def test_names_are_changed_and_the_process_retired_and_restored(vera, enter):
    row, client = publish_diagram(vera), enter(vera)
    sheet = sheet_at(client, f"{AT}short/names/")
    client.post(sheet.action, sheet.sent(label_en="Brief"))
    client.post(f"{AT}short/retire/", {"part": "retire"})
    row.refresh_from_db()
    assert (row.label, row.is_retired) == ("Brief", True)
    client.post(f"{AT}short/retire/", {"part": "restore"})
    assert Diagram.objects.offered().filter(pk=row.pk).exists()


def test_an_older_version_is_shown_and_handed_out_as_a_file(vera, enter):
    publish_diagram(vera)
    client = enter(vera)
    client.post(f"{AT}short/", {"bpmn": file_of(LONG)})
    assert client.get(f"{AT}short/1/").text.count('class="figure user') == 1
    answer = client.get(f"{AT}short/1/file/")
    assert (answer.content.decode(), answer.headers["X-Content-Type-Options"]) == (SHORT, "nosniff")
    assert 'filename="short-1.bpmn"' in answer.headers["Content-Disposition"]


def test_script_in_a_drawing_is_shown_as_a_text(vera, enter):
    make_diagram(vera, bpmn=SHORT.replace('name="a"', 'name="&lt;script&gt;alert(1)&lt;/script&gt;"'))
    page = enter(vera).get(f"{AT}short/").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_who_may_not_configure_sees_no_page(house: House, enter):
    client = enter(house.ann)
    assert {client.get(address).status_code for address in (AT, NEW, f"{AT}standard-sale/")} == {403}


def test_without_a_script_the_drawing_is_a_text_that_can_be_changed(vera, enter):
    row, client = publish_diagram(vera), enter(vera)
    sheet = sheet_at(client, f"{AT}short/draw/", "bpmn")
    assert client.post(sheet.action, sheet.sent(bpmn=LONG)).status_code == 303
    assert row.draft.xml == LONG


def test_a_drawing_that_cannot_be_read_is_still_there_with_its_reason(vera, enter):
    publish_diagram(vera)
    answer = enter(vera).post(f"{AT}short/draw/", {"bpmn": "<mine/>", "revision": ""})
    assert (answer.status_code, "it is no BPMN 2.0" in answer.text) == (422, True)
    assert "&lt;mine/&gt;" in answer.text


def test_a_drawing_made_beside_another_is_kept_and_saved_on_the_second_try(vera, enter):
    row, client = publish_diagram(vera), enter(vera)
    first, second = (sheet_at(client, f"{AT}short/draw/", "bpmn") for _time in range(2))
    client.post(first.action, first.sent(bpmn=FAULTY))
    answer = client.post(second.action, second.sent(bpmn=LONG))
    assert (answer.status_code, row.draft.xml) == (409, FAULTY)
    again = next(sheet for sheet in sheets_in(answer.text) if "bpmn" in sheet.values)
    assert client.post(again.action, again.sent()).status_code == 303
    assert row.draft.xml == LONG
