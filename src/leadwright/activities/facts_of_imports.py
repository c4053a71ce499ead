"""What happens when activities come from elsewhere."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from leadwright.activities.facts import ActivityFact, texts_of
from leadwright.history.facts import Json


@dataclass(frozen=True, kw_only=True)
class ActivityAdopted(ActivityFact):
    """An activity was brought in from elsewhere, planned or done there."""

    name: ClassVar[str] = "activity.adopted"
    icon = "inflow"
    title = _("%(kind)s brought in from elsewhere")
    in_contact_history = True
    stated_fields = ("starts_at", "owner")

    def more(self) -> dict[str, Json]:
        return {"owner": self.activity.owner_id}

    def values(self) -> dict[str, str]:
        return texts_of(self.activity) | dict(self.own)


@dataclass(frozen=True, kw_only=True)
class ActivityTakenBack(ActivityFact):
    """The import that an activity came with was undone, and the activity went with it."""

    name: ClassVar[str] = "activity.taken_back"
    icon = "minus"
    title = _("%(kind)s taken back with its import")
