"""The nouns of the room: business processes by their codes, and the versions of each."""

from functools import lru_cache

from django.db import models
from django.db.models import Exists, Max, OuterRef, Q

from leadwright.diagrams import model
from leadwright.diagrams.reading import read_diagram
from leadwright.foundation.labels import Listed
from leadwright.people.access import may
from leadwright.people.models import User


class DiagramQuerySet(models.QuerySet["Diagram"]):
    """Questions about processes."""

    def within_reach(self, user: User) -> "DiagramQuerySet":
        """Return what a user may know of: a configurator all, everybody else what was published."""
        published = Version.objects.filter(diagram=OuterRef("pk"), published_at__isnull=False)
        return self if may(user, "configuration.edit") else self.filter(Exists(published))

    def offered(self) -> "DiagramQuerySet":
        """Return what can be begun: published and not retired."""
        published = Version.objects.filter(diagram=OuterRef("pk"), published_at__isnull=False)
        return self.filter(Exists(published), is_retired=False)

    def with_numbers(self) -> "DiagramQuerySet":
        """Add the numbers of the version that is in force and of the draft, in the order of the list."""
        return self.order_by("position", "pk").annotate(
            published_number=Max("versions__number", filter=Q(versions__published_at__isnull=False)),
            draft_number=Max("versions__number", filter=Q(versions__published_at=None)),
        )


class Diagram(Listed):
    """A business process of the installation; what runs keeps to the version with which it began."""

    revision = models.IntegerField(default=1)

    objects = DiagramQuerySet.as_manager()

    class Meta(Listed.Meta):
        abstract = False

    @property
    def draft(self) -> "Version | None":
        """The version that is not published yet."""
        return Version.objects.filter(diagram=self, published_at=None).first()

    @property
    def published(self) -> "Version | None":
        """The newest version that was published: what begins now begins with it."""
        rows = Version.objects.filter(diagram=self, published_at__isnull=False)
        return rows.order_by("-number").first()


class Version(models.Model):
    """One drawing of a process as BPMN: a draft, or published and never changed again."""

    diagram = models.ForeignKey(Diagram, on_delete=models.PROTECT, related_name="versions")
    number = models.IntegerField()
    xml = models.TextField()
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["diagram", "number"], name="a_version_has_its_own_number"),
            models.UniqueConstraint(
                fields=["diagram"], condition=Q(published_at=None), name="a_process_has_a_single_draft"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.diagram_id} #{self.number}"

    @property
    def is_published(self) -> bool:
        """Tell whether it was published."""
        return self.published_at is not None

    def process(self) -> model.Diagram:
        """Return what it says: elements, flows, lanes and places."""
        return _process_of(self.xml)


@lru_cache(maxsize=32)
def _process_of(xml: str) -> model.Diagram:
    """Read a drawing: what runs asks for the same few versions at each step."""
    return read_diagram(xml.encode())
