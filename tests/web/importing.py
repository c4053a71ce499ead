"""The way to put files up on the page, and to let a worker do what was asked for."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.intake.bringing import BESIDE, DEALS, worked_off


def as_file(text: str | bytes, name: str = "deals.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text, "text/csv")


def put_up(client: Client, text: str | bytes = DEALS, **more: Any) -> Any:
    beside = [as_file(side, name) for name, side in BESIDE.items()]
    data = {"file": as_file(text), "beside": beside, "currency": "EUR"} | more
    return worked_off(client.post("/leads/import/", data))


def act(client: Client, address: str) -> Any:
    """Press a button of an import, and let a worker do what it asks for."""
    return worked_off(client.post(address))
