"""What happens to the terms and conditions of the installation."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from leadwright.foundation import local
from leadwright.history.facts import Fact, Json, Subject
from leadwright.history.lines import Change, Names, ReadableEntry
from leadwright.people.facts.users import change


@dataclass(frozen=True, kw_only=True)
class TermsFact(Fact):
    """Something that happened to the terms and conditions of the installation."""

    def subject(self) -> Subject:
        return Subject(kind="terms", id=0)


@dataclass(frozen=True, kw_only=True)
class TermsDrafted(TermsFact):
    """Somebody wrote a text of the next version."""

    name: ClassVar[str] = "terms.drafted"
    icon = "edit"
    title = _("Draft of the terms written")
    languages: list[str]

    def details(self) -> dict[str, Json]:
        return {"languages": self.languages}

    @classmethod
    def changes_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        del names
        words = ", ".join(local.language(code) for code in entry.details.get("languages") or ())
        yield Change(field="languages", label=str(_("Languages")), after=words)


@dataclass(frozen=True, kw_only=True)
class TermsDropped(TermsFact):
    """The draft was thrown away."""

    name: ClassVar[str] = "terms.draft_dropped"
    icon = "close"
    title = _("Draft of the terms thrown away")


@dataclass(frozen=True, kw_only=True)
class TermsPublished(TermsDrafted):
    """A version of the terms was put in force."""

    name: ClassVar[str] = "terms.published"
    icon = "check"
    tone = "good"
    title = _("Terms and conditions published")
    version: int
    needs_agreement: bool

    def details(self) -> dict[str, Json]:
        return super().details() | {"version": self.version, "needs_agreement": self.needs_agreement}

    @classmethod
    def changes_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        yield change("version", None, entry.details.get("version"), names)
        asked = entry.details.get("needs_agreement")
        yield Change(
            field="needs_agreement", label=str(_("Everybody has to agree")), after=local.yes_or_no(asked)
        )
        yield from super().changes_in(entry, names)
