"""Areas: where on the map a group is at home."""

from django.db import models

from leadwright.people.models.organisations import Group, Organisation


class Area(models.Model):
    """A country or a part of one that belongs to a group: new leads from there are the group's."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="areas")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="areas")
    name = models.CharField(max_length=200)
    country = models.CharField(max_length=2)
    region = models.CharField(max_length=100, blank=True)
    city = models.CharField(max_length=100, blank=True)
    postcode_from = models.CharField(max_length=20, blank=True)
    postcode_to = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="an_area_name_is_unique_inside"),
            models.CheckConstraint(
                condition=models.Q(postcode_from="", postcode_to="")
                | ~models.Q(postcode_from="") & ~models.Q(postcode_to=""),
                name="postcodes_run_from_one_to_another",
            ),
        ]

    def __str__(self) -> str:
        return self.name
