"""The way to bring files in over the API, and to let a worker go on with them."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from leadwright.intake.models import Import
from leadwright.people.models import User
from tests.api.conftest import Talk
from tests.api.documented import check
from tests.intake.bringing import BESIDE, worked

URL = "/api/v1/imports"
PLAIN = {
    "title": "Plain",
    "signature": ["Key", "Firm"],
    "fields": {
        "key": {"column": "Key"},
        "company.name": {"column": "Firm"},
        "description": {"column": "About"},
        "status": {"value": "new"},
    },
}


def as_file(text: str, name: str = "deals.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode(), "text/csv")


def send(user: User, *texts: str, beside: bool = True, **fields: Any) -> Any:
    """Put files up, with what belongs to the usual ones."""
    talk = Talk(user)
    files = [as_file(text) for text in texts] + (
        [as_file(side, name) for name, side in BESIDE.items()] if beside else []
    )
    answer = talk.client.post(URL, {"file": files, **fields}, headers=talk.headers)
    check("POST", URL, answer)
    return answer


def ended(user: User, *texts: str, **more: Any) -> dict[str, Any]:
    """Put files up, let a worker go on with them, and return what became of them."""
    number = send(user, *texts, **more).json()["id"]
    worked(Import.objects.get(pk=number))
    return Talk(user).get(f"/imports/{number}").json()


def act(user: User, number: int, verb: str) -> dict[str, Any]:
    """Do something with an import, and let a worker go on with it."""
    answer = Talk(user).post(f"/imports/{number}/{verb}")
    assert answer.status_code == 200, answer.content
    worked(Import.objects.get(pk=number))
    return Talk(user).get(f"/imports/{number}").json()


def rows_of(user: User, number: int, verdict: str = "") -> list[dict[str, Any]]:
    return Talk(user).get(f"/imports/{number}/rows{verdict and f'?verdict={verdict}'}").json()["items"]
