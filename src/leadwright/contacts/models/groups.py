"""The groups that contacts are put in, as the organisation names them."""

from django.db import models

from leadwright.foundation.labels import Listed


class ContactGroup(Listed):
    """A group of contacts; who is in a brand group has a segment and a fleet code."""

    is_brand = models.BooleanField(default=False)
