"""The files of a lead and of a contact on their pages: added, handed out, looked at, deleted."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from leadwright.files.models import File
from leadwright.files.previewing import make_previews
from leadwright.leads import actions
from leadwright.people.models import User
from tests.activities.making import log, plan
from tests.files.attaching import TEXT, attach, in_store, png
from tests.makers import NOON, House, make_contact, make_lead

EVIL = '"><img src=x onerror=alert(1)>.txt'


@pytest.fixture(autouse=True)
def store(settings, tmp_path) -> None:
    """Give each test an empty store."""
    settings.FILES = str(tmp_path / "files")


def sheets(*names: str, content: bytes = TEXT) -> dict[str, list[SimpleUploadedFile]]:
    return {"file": [SimpleUploadedFile(name, content, "text/plain") for name in names]}


def test_several_files_are_added_at_once_and_stand_on_the_page(house: House, enter) -> None:
    lead, ann = make_lead(house.ann), enter(house.ann)
    done = ann.post(f"/leads/{lead.pk}/files/add/", sheets("a.txt", "b.txt"))
    assert (done.status_code, done.headers["Location"]) == (303, f"/leads/{lead.pk}/#files")
    page = ann.get(f"/leads/{lead.pk}/").text
    assert page.index("b.txt") < page.index("a.txt")
    assert "29 byte · Ann" in page
    assert File.objects.count() == 2


def test_a_contact_has_its_files_on_its_page(house: House, enter) -> None:
    contact, ann = make_contact(house.ann), enter(house.ann)
    assert ann.post(f"/contacts/{contact.pk}/files/add/", sheets("card.txt")).status_code == 303
    assert "card.txt" in ann.get(f"/contacts/{contact.pk}/").text
    assert "File added" in ann.get(f"/contacts/{contact.pk}/").text


def test_an_activity_has_its_files_on_its_page(house: House, enter) -> None:
    (call, visit), ann = (log(None, house.ann), plan(make_lead(house.ann), house.ann)), enter(house.ann)
    for row in (call, visit):
        done = ann.post(f"/activities/{row.pk}/files/add/", sheets("photo.txt"))
        assert (done.status_code, done.headers["Location"]) == (303, f"/activities/{row.pk}/#files")
    pages = [ann.get(f"/activities/{row.pk}/").text for row in (call, visit)]
    assert ["photo.txt" in page and "files-add" in page for page in pages] == [True, True]
    assert ["/delete/" in page.split('id="files"')[1] for page in pages] == [False, True]
    history = ann.get(f"/leads/{visit.lead_id}/?history=all&what=files").text
    assert "Phone call: file added" in history


def test_the_page_that_adds_files_to_an_activity_works_alone(house: House, enter) -> None:
    address, ann = f"/activities/{log(None, house.ann).pk}/files/add/", enter(house.ann)
    page = ann.get(address).text
    assert ('type="file"' in page, 'name="shared"' in page, "Business interactions" in page) == (
        True,
        False,
        True,
    )
    assert ann.post(address, {}).status_code == 422
    assert enter(house.cas).get(address).status_code == 404


@pytest.mark.asvs("3.2.2")
def test_markup_in_the_name_of_a_file_is_words_everywhere(house: House, enter) -> None:
    lead, ann = make_lead(house.ann), enter(house.ann)
    file = attach(lead, house.ann, EVIL.replace("/", ""))
    for address in (f"/leads/{lead.pk}/?history=all", f"/files/{file.pk}/delete/"):
        page = ann.get(address).text
        assert "<img src=x" not in page
        assert "&lt;img src=x" in page


def test_a_file_is_handed_out_sealed_and_its_picture_is_ours(house: House, enter) -> None:
    file = attach(make_lead(house.ann), house.ann, "photo.png", png(90, 40))
    ann = enter(house.ann)
    assert ann.get(f"/files/{file.pk}/preview/").status_code == 404
    make_previews(limit=1)
    answer, picture = ann.get(f"/files/{file.pk}/"), ann.get(f"/files/{file.pk}/preview/")
    assert (answer.headers["Content-Type"], picture.headers["Content-Type"]) == (
        "application/octet-stream",
        "image/jpeg",
    )
    for each in (answer, picture):
        assert each.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert each.headers["X-Content-Type-Options"] == "nosniff"
        assert b"".join(each.streaming_content)
    assert f'src="/files/{file.pk}/preview/"' in ann.get(f"/leads/{file.subject_id}/").text


def test_a_file_is_deleted_after_it_was_asked_once_more(house: House, enter) -> None:
    lead, ann = make_lead(house.ann), enter(house.ann)
    file = attach(lead, house.ann)
    assert "Delete this file?" in ann.get(f"/files/{file.pk}/delete/").text
    assert ann.post(f"/files/{file.pk}/delete/").headers["Location"] == f"/leads/{lead.pk}/#files"
    assert not File.objects.exists()


@pytest.mark.parametrize("name", ["", "preview/", "delete/"])
def test_a_file_of_another_company_is_nowhere(house: House, enter, name: str) -> None:
    file = attach(make_lead(house.cas), house.cas, "x.png", png(), shared=True)
    make_previews(limit=1)
    assert enter(house.ann).get(f"/files/{file.pk}/{name}").status_code == 404
    assert enter(house.ann).get("/files/999999/").status_code == 404


def test_the_other_side_sees_what_is_shared_and_cannot_delete_it(house: House, enter) -> None:
    lead = house.accepted()
    attach(lead, house.ann, "inside.txt")
    file = attach(lead, house.ann, "outside.txt", shared=True)
    page = enter(house.dina).get(f"/leads/{lead.pk}/").text
    assert ("inside.txt" in page, "outside.txt" in page, "Ann, Partner P" in page) == (False, True, True)
    assert f"/files/{file.pk}/delete/" not in page
    assert enter(house.dina).post(f"/files/{file.pk}/delete/").status_code == 403


def test_what_is_too_large_is_told_by_its_name_and_the_rest_is_not_kept_in_silence(
    house: House, enter, settings
) -> None:
    settings.FILE_LIMIT = 100
    lead, ann = make_lead(house.ann), enter(house.ann)
    sent = {"file": [*sheets("small.txt")["file"], *sheets("large.txt", content=b"x" * 101)["file"]]}
    no = ann.post(f"/leads/{lead.pk}/files/add/", sent)
    assert (no.status_code, "“large.txt” is too large" in no.text, in_store()) == (413, True, {})


def test_a_request_that_is_too_large_is_stopped(house: House, enter, settings, monkeypatch) -> None:
    settings.FILE_LIMIT = 100
    monkeypatch.setattr("leadwright.files.uploads.TOGETHER", 200)
    monkeypatch.setattr("leadwright.files.uploads.BESIDE", 0)
    no = enter(house.ann).post(f"/leads/{make_lead(house.ann).pk}/files/add/", sheets("a.txt", "b.txt"))
    assert (no.status_code, in_store()) == (413, {})


def test_a_form_without_a_file_says_so_and_the_page_works_alone(house: House, enter) -> None:
    address, ann = f"/leads/{make_lead(house.ann).pk}/files/add/", enter(house.ann)
    assert 'type="file"' in ann.get(address).text
    no = ann.post(address, {})
    assert (no.status_code, "Choose at least one file." in no.text) == (422, True)


def test_older_files_are_a_press_away(house: House, enter) -> None:
    lead, ann = make_lead(house.ann), enter(house.ann)
    actions.add_files(lead.pk, [_incoming(n) for n in range(8)], by=house.ann, at=NOON)
    page = ann.get(f"/leads/{lead.pk}/").text
    assert ("file-7.txt" in page, "file-0.txt" in page) == (True, False)
    older = page.split("?files=")[1].split('"')[0].removesuffix("#files")
    assert "file-0.txt" in ann.get(f"/leads/{lead.pk}/?files={older}").text


def _incoming(number: int):
    from tests.files.attaching import incoming

    return incoming(f"file-{number}.txt")


def test_the_page_of_a_reader_has_no_form(house: House, enter) -> None:
    lead = house.accepted()
    attach(lead, house.ann, shared=True)
    page = enter(User.objects.get(pk=house.nina.pk)).get(f"/leads/{lead.pk}/").text
    assert ("offer.txt" in page, "files-add" in page) == (True, False)


def test_sizes_are_said_in_the_language_of_the_reader(house: House, enter) -> None:
    house.ann.language = "nl"
    house.ann.save()
    lead = make_lead(house.ann)
    attach(lead, house.ann, content=b"x" * 1_500_000)
    assert "1,5 MB" in enter(house.ann).get(f"/leads/{lead.pk}/").text
