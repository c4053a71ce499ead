"""Small pictures: drawn in a process of its own, of images and of the first page of a PDF, and of nothing hostile."""

import pytest

from leadwright.files import preview_child
from leadwright.files.models import Preview
from leadwright.files.previewing import JPEG, make_previews
from tests.files.attaching import attach, in_store, pdf, png
from tests.makers import House, make_lead

BOMB = png(60_000, 60_000, rows=1)
HOSTILE = {
    "a bomb of pixels": BOMB,
    "an image that ends early": png()[:40],
    "a PDF that is none": b"%PDF-1.7\n" + b"\xff" * 100,
    "an SVG that says to be a PNG": b"\x89PNG\r\n\x1a\n<svg onload='alert(1)'/>",
}


@pytest.mark.parametrize(("name", "content"), [("photo.png", png(900, 300)), ("offer.pdf", pdf())])
def test_an_image_and_a_pdf_get_a_picture(house: House, name: str, content: bytes) -> None:
    file = attach(make_lead(house.ann), house.ann, name, content)
    assert make_previews(limit=5) == 1
    file.refresh_from_db()
    picture = in_store()[file.preview_key]
    assert (file.preview, picture[:3]) == (Preview.MADE, JPEG)
    assert in_store()[file.key] == content


@pytest.mark.asvs("5.2.1", "5.2.2")
@pytest.mark.parametrize("kind", HOSTILE)
def test_what_cannot_be_drawn_stays_as_it_is_without_a_picture(house: House, kind: str) -> None:
    file = attach(make_lead(house.ann), house.ann, "x.png", HOSTILE[kind])
    assert file.preview == Preview.WAITING
    assert (make_previews(limit=5), make_previews(limit=5)) == (1, 0)
    file.refresh_from_db()
    assert (file.preview, in_store()) == (Preview.NONE, {file.key: HOSTILE[kind]})


def test_of_other_files_no_picture_is_tried(house: House) -> None:
    file = attach(make_lead(house.ann), house.ann, "x.svg", b"<svg/>")
    assert (file.preview, make_previews(limit=5)) == (Preview.NONE, 0)


def test_the_child_that_takes_too_long_is_ended(house: House, monkeypatch) -> None:
    monkeypatch.setattr("leadwright.files.previewing.SECONDS", 0.01)
    file = attach(make_lead(house.ann), house.ann, "x.png", png())
    make_previews(limit=5)
    file.refresh_from_db()
    assert file.preview == Preview.NONE


def test_a_picture_is_drawn_anew_and_no_word_of_the_original_is_in_it() -> None:
    secret = png() + b"<script>alert(1)</script>"
    assert b"script" not in preview_child.image_of(secret)
