"""What a role allows, as pages say it."""

from dataclasses import dataclass

from leadwright.people.models import Profile
from leadwright.people.reach import RIGHTS, SUBJECTS, SWITCHED, Reach, reach_in_words


@dataclass(frozen=True, kw_only=True)
class Right:
    """One right with how far it goes, in words."""

    name: str
    reach: str
    given: bool


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What a role allows about one subject."""

    name: str
    rights: list[Right]


@dataclass(frozen=True, kw_only=True)
class Allowance:
    """The rights of a role that go equally far; where there is no far and near the reach is empty."""

    reach: str
    rights: str


def table_of(profile: Profile) -> list[Subject]:
    """Return each right under the subject that it is about, also those that a role does not give."""
    return [
        Subject(
            name=str(subject),
            rights=[
                Right(
                    name=str(RIGHTS[row]),
                    reach=reach_in_words(row, profile.reach_of(row)),
                    given=profile.reach_of(row) is not Reach.NONE,
                )
                for row in held
            ],
        )
        for subject, held in SUBJECTS
    ]


def allowances_of(profile: Profile) -> list[Allowance]:
    """Return the rights that a role gives, those that go equally far in one line."""
    together: dict[str, list[str]] = {}
    for permission in (row for _subject, held in SUBJECTS for row in held):
        reach = profile.reach_of(permission)
        if reach is not Reach.NONE:
            words = "" if permission in SWITCHED else reach_in_words(permission, reach)
            together.setdefault(words, []).append(str(RIGHTS[permission]))
    return [Allowance(reach=reach, rights=", ".join(names)) for reach, names in together.items()]
