"""What is answered about exports of all that one may take along."""

from datetime import datetime

from typing_extensions import TypedDict


class Export(TypedDict):
    """An export: once it is ready, its file with its digest, and how much it holds of each."""

    id: int
    state: str
    asked_at: datetime
    made_at: datetime | None
    expires_at: datetime | None
    size: int
    sha256: str
    counts: dict[str, int]
