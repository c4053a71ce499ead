"""Files are brought in by programs: put up, checked, let in, looked at row by row, mended, and taken back."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from leadwright.contacts.models import Contact
from leadwright.history.models import Entry
from leadwright.intake.models import AdoptedRow, Import, KeptFile
from leadwright.leads.actions import edit
from leadwright.leads.models import Lead
from leadwright.people.models import User
from tests.api.conftest import Talk
from tests.api.importing import PLAIN, URL, act, ended, rows_of, send
from tests.intake.archives import zipped
from tests.intake.bringing import BROKEN, DEALS, GERMAN, brought, worked
from tests.makers import NOON, House


def test_a_file_is_brought_in_and_its_rows_say_what_they_became(house: House) -> None:
    data = ended(house.dina, DEALS + BROKEN)
    assert (data["state"], data["failure"], Lead.objects.count()) == ("done", None, 6)
    assert (data["counts"]["new"], data["counts"]["refused"], data["lines"]) == (6, 1, 7)
    (broken,) = rows_of(house.dina, data["id"], "refused")
    assert (broken["line"], broken["cells"]["deal_stage"], broken["lead"]) == (8, "Sleeping", None)
    assert "Sleeping" in broken["reasons"][0]
    assert rows_of(house.dina, data["id"], "new")[0]["lead"] == brought("A1").pk


def test_a_trial_stores_nothing_and_foretells_what_happens(house: House) -> None:
    before = (Lead.objects.count(), Contact.objects.count(), User.objects.count())
    trial = ended(house.dina, DEALS + BROKEN, dry_run="true")
    assert (trial["state"], trial["work"]) == ("checked", "check")
    assert (Lead.objects.count(), Contact.objects.count(), User.objects.count()) == before
    foretold = [(row["line"], row["verdict"], row["reasons"]) for row in rows_of(house.dina, trial["id"])]
    done = act(house.dina, trial["id"], "run")
    assert (done["state"], done["counts"]) == ("done", trial["counts"])
    assert [
        (row["line"], row["verdict"], row["reasons"]) for row in rows_of(house.dina, done["id"])
    ] == foretold


def test_letting_in_twice_brings_nothing_twice(house: House) -> None:
    number = ended(house.dina, DEALS)["id"]
    assert act(house.dina, number, "run")["state"] == "done"
    assert (Lead.objects.count(), AdoptedRow.objects.filter(kind="lead").count()) == (6, 6)


def test_a_mapping_comes_along_as_an_object(house: House) -> None:
    data = ended(house.dina, "Key,Firm,About\n1,Bolt,Chairs\n", beside=False, mapping=json.dumps(PLAIN))
    assert (data["mapping"], data["source"], data["state"]) == ("Plain", "Plain", "done")
    assert (brought("1").description, brought("1").contact.name) == ("Chairs", "Bolt")


def test_a_mapping_is_named(house: House) -> None:
    name = "Opportunities with accounts, products and sales teams"
    assert ended(house.dina, DEALS, mapping=name)["counts"]["new"] == 6
    answer = send(house.dina, DEALS, mapping="nobody's")
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/mapping")


def test_two_systems_with_the_same_keys_do_not_meet(house: House) -> None:
    text = "Key,Firm,About\n1,Bolt,Chairs\n"
    for source in ("first", "second"):
        ended(house.dina, text, beside=False, mapping=json.dumps(PLAIN), source=source)
    assert sorted(Lead.objects.values_list("external_key", "description")) == [("1", "Chairs")] * 2
    again = ended(house.dina, text, beside=False, mapping=json.dumps(PLAIN), source="second")
    assert (again["counts"]["unchanged"], Lead.objects.count()) == (1, 2)


def test_a_corrected_mapping_puts_right_what_a_wrong_one_brought_in(house: House) -> None:
    text = "Key,Firm,About\n1,Bolt,Chairs\n2,Nut,Tables\n"
    wrong = {**PLAIN, "fields": {**PLAIN["fields"], "description": {"column": "Firm"}}}
    number = ended(house.dina, text, beside=False, mapping=json.dumps(wrong))["id"]
    assert brought("1").description == "Bolt"
    changed = Talk(house.dina).patch(f"/imports/{number}", {"mapping": PLAIN})
    assert changed.status_code == 200
    worked(Import.objects.get(pk=number))
    data = act(house.dina, number, "run")
    assert (data["counts"]["changed"], data["counts"]["new"]) == (2, 0)
    assert (brought("1").description, brought("2").description) == ("Chairs", "Tables")


def test_an_import_is_taken_back_but_for_what_somebody_touched(house: House) -> None:
    before = (Contact.objects.count(), User.objects.count())
    number = ended(house.dina, DEALS)["id"]
    lead = brought("A4")
    edit(lead.pk, {"description": "Ours now"}, by=house.dina, at=NOON, version=lead.version)
    data = act(house.dina, number, "undo")
    assert (data["state"], list(Lead.objects.all())) == ("undone", [lead])
    assert {"kind": "lead", "id": lead.pk} in data["spared"]
    assert data["undone"]["spared"] == len(data["spared"])
    lead.refresh_from_db()
    assert (lead.contact.name, lead.owner.name) == ("Quiet Mill", "Otto Reed")
    assert (Contact.objects.count(), User.objects.count()) == (before[0] + 1, before[1] + 1)


def test_what_was_taken_back_comes_in_again(house: House) -> None:
    number = ended(house.dina, DEALS)["id"]
    act(house.dina, number, "undo")
    assert not Lead.objects.exists()
    assert act(house.dina, number, "run")["counts"]["new"] == 6


def test_a_refused_row_is_mended_and_comes_in(house: House) -> None:
    number = ended(house.dina, DEALS + BROKEN)["id"]
    mended = Talk(house.dina).patch(f"/imports/{number}/rows/8", {"cells": {"deal_stage": "Won"}})
    assert mended.status_code == 200
    worked(Import.objects.get(pk=number))
    data = Talk(house.dina).get(f"/imports/{number}").json()
    assert (data["counts"]["new"], data["counts"]["refused"]) == (7, 0)
    assert brought("A7").state == "WON"


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("rows/8", {"cells": {"nowhere": "Won"}}, "cells"),
        ("rows/8", {"cells": {"deal_stage": 7}}, "cells.deal_stage"),
        ("rows/8", {"cells": {}}, "cells"),
        ("rows/8", {"cells": []}, "cells"),
        ("", {"mapping": []}, "mapping"),
        ("", {"mapping": {"title": "x"}}, "mapping"),
    ],
)
def test_what_is_wrong_with_a_change_is_named(house: House, path: str, body: Any, field: str) -> None:
    number = ended(house.dina, DEALS + BROKEN)["id"]
    answer = Talk(house.dina).patch(f"/imports/{number}/{path}".rstrip("/"), body)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, f"/{field}".replace(".", "/"))


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"dry_run": "perhaps"}, "dry_run"),
        ({"currency": "EURO"}, "currency"),
        ({"encoding": "klingon"}, "encoding"),
        ({"heading": "first"}, "heading"),
        ({"separator": "x"}, "separator"),
        ({"mapping": "{"}, "mapping"),
        ({"source": "s" * 101}, "source"),
        ({"color": "red"}, "color"),
    ],
)
def test_what_is_wrong_with_a_file_put_up_is_named(house: House, fields: dict[str, str], named: str) -> None:
    answer = send(house.dina, DEALS, **fields)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, f"/{named}")
    assert not KeptFile.objects.exists()


def test_a_file_that_is_no_table_is_refused_at_once(house: House) -> None:
    answer = send(house.dina, "%PDF-1.7 nothing", beside=False)
    assert (answer.status_code, "PDF" in answer.json()["errors"][0]["detail"]) == (422, True)


def test_a_file_that_nobody_knows_fails_with_its_reason(house: House) -> None:
    data = ended(house.dina, GERMAN, beside=False)
    assert (data["state"], data["failure"]["code"], data["failure"]["field"]) == (
        "failed",
        "FILE_UNKNOWN",
        "mapping",
    )


def test_an_import_rests_goes_on_and_is_cancelled(house: House) -> None:
    number = send(house.dina, DEALS).json()["id"]
    talk = Talk(house.dina)
    assert talk.post(f"/imports/{number}/pause").json()["state"] == "paused"
    worked(Import.objects.get(pk=number))
    assert not Lead.objects.exists()
    assert talk.post(f"/imports/{number}/resume").json()["state"] == "running"
    assert talk.post(f"/imports/{number}/cancel").json()["state"] == "cancelled"
    worked(Import.objects.get(pk=number))
    assert (Lead.objects.exists(), talk.post(f"/imports/{number}/undo").status_code) == (False, 409)
    assert act(house.dina, number, "run")["state"] == "done"


def test_what_others_try_out_is_not_shown_and_what_they_brought_in_is(house: House) -> None:
    other = house.dina.__class__.objects.get(pk=house.dina.pk)
    trial = ended(house.dina, DEALS, dry_run="true")["id"]
    assert Talk(house.cas).get(f"/imports/{trial}").status_code in (403, 404)
    assert [row["id"] for row in Talk(other).get("/imports").json()["items"]] == [trial]


def test_the_rows_come_as_a_file_with_their_reasons_and_go_in_again(house: House) -> None:
    number = ended(house.dina, DEALS + BROKEN)["id"]
    answer = Talk(house.dina).get(f"/imports/{number}/rows.csv?verdict=refused")
    text = b"".join(answer.streaming_content).decode()
    header, row = text.splitlines()
    assert (header[:26], header[-16:]) == ("opportunity_id,sales_agent", ",Verdict,Reasons")
    assert (row[:12], ",refused," in row) == ("A7,Otto Reed", True)
    again = ended(house.dina, text.replace("Sleeping", "Lost"))
    assert (again["counts"]["new"], brought("A7").state) == (1, "LOST")


def test_a_trial_is_thrown_away_with_its_file(house: House) -> None:
    number = ended(house.dina, DEALS, dry_run="true")["id"]
    assert Talk(house.dina).delete(f"/imports/{number}").status_code == 204
    assert not Import.objects.exists()
    done = ended(house.dina, DEALS)["id"]
    assert Talk(house.dina).delete(f"/imports/{done}").status_code == 409


def test_an_archive_is_a_file_too_and_what_is_no_table_is_named(house: House) -> None:
    talk = Talk(house.dina)
    sent = SimpleUploadedFile("export.zip", zipped({"deals.csv": DEALS, "offer.pdf": "%PDF-1.7\n"}))
    number = talk.client.post(URL, {"file": sent, "dry_run": "true"}, headers=talk.headers).json()["id"]
    worked(Import.objects.get(pk=number))
    data = talk.get(f"/imports/{number}").json()
    assert (data["file"]["name"], data["counts"]["new"]) == ("deals.csv", 6)
    assert data["left_out"] == [{"file": "offer.pdf", "reason": "it is a PDF, not a table"}]


def test_what_is_thrown_away_is_gone_and_that_it_was_stays_in_history(house: House) -> None:
    number = ended(house.dina, DEALS, dry_run="true")["id"]
    assert Talk(house.dina).delete(f"/imports/{number}").status_code == 204
    assert not Import.objects.exists()
    assert list(Entry.objects.about("import", number).values_list("fact", flat=True)) == [
        "import.thrown_away"
    ]
