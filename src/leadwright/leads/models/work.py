"""What is kept on a lead of its activities and its process, so that lists and rules need not look for them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from leadwright.leads.models.brought import Brought
from leadwright.leads.models.expressions import LeadWithOwnFields
from leadwright.leads.models.keys import RuleKey


class LeadAtWork(LeadWithOwnFields):
    """A lead with its next open activity, how many are open, when somebody was last in contact, and what was noted.

    `activity_mark` rises with each change of these, which makes no new version of the lead.
    """

    # Of the clock that runs out next: it was put off, which is done once.
    next_due_postponed = models.BooleanField(default=False, db_default=False)
    next_activity = models.BigIntegerField(null=True)
    next_activity_at = models.DateTimeField(null=True)
    next_activity_kind = RuleKey(
        "leads.ActivityKind", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    open_activities = models.IntegerField(default=0)
    last_activity_at = models.DateTimeField(null=True)
    activity_mark = models.IntegerField(default=0)
    latest_notes = models.TextField(blank=True)
    # How it is worked as an opportunity, when its process began, at which steps it is, and at which it was lost.
    kind = RuleKey(
        "leads.OpportunityKind", null=True, on_delete=models.PROTECT, related_name="leads", db_index=False
    )
    posted_at = models.DateTimeField(null=True)
    steps: "ArrayField[list[str], list[str]]" = ArrayField(
        models.CharField(max_length=60), default=list, blank=True, db_default=[]
    )
    step_when_lost = models.CharField(max_length=60, blank=True, default="", db_default="")

    # What a lead that is not stored yet comes with, in tables of their own.
    brought: Brought = Brought()

    class Meta:
        abstract = True
