"""The shapes of processes, their versions and their faults."""

from datetime import datetime

from typing_extensions import TypedDict

from leadwright.api.documented.fields import LABELS


class DiagramVersion(TypedDict):
    """A version of a process: a draft until it is published, and never changed afterwards."""

    number: int
    saved_at: datetime
    published_at: datetime | None


class DiagramStep(TypedDict):
    """A step of a process: what is to be done, by whom, and until when in working days."""

    id: str
    kind: str
    name: str
    role: str
    deliverable: str
    instructions: str
    due_days: int | None
    fields: list[str]
    required_fields: list[str]


class Diagram(TypedDict):
    """A business process: its names, its versions with the newest first, and the steps of the newest."""

    code: str
    name: LABELS
    retired: bool
    revision: int
    versions: list[DiagramVersion]
    steps: list[DiagramStep]


class DiagramInList(TypedDict):
    """A business process as it stands in the list; `published` is the version with which it begins."""

    code: str
    name: LABELS
    retired: bool
    revision: int
    published: int | None
    draft: int | None


class DiagramFault(TypedDict):
    """What is wrong with the newest version, and the id of the element or flow at fault."""

    code: str
    element: str
    name: str
    detail: str
