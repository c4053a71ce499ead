"""Contacts that became one: what was said about each of them counts for the one that stands."""

from django.db import connection

from leadwright.contacts.models import Contact

FAMILY = """WITH RECURSIVE family AS (
  SELECT id FROM contacts_contact WHERE id = %s
  UNION SELECT one.id FROM contacts_contact one JOIN family ON one.merged_into_id = family.id
) SELECT id FROM family"""
HEAD = """WITH RECURSIVE chain AS (
  SELECT id, merged_into_id FROM contacts_contact WHERE id = %s
  UNION SELECT one.id, one.merged_into_id FROM contacts_contact one JOIN chain ON one.id = chain.merged_into_id
) SELECT id FROM chain WHERE merged_into_id IS NULL"""


def head_of(contact: Contact) -> Contact:
    """Return the contact that a contact was merged into at last, or itself."""
    if contact.merged_into_id is None:
        return contact
    with connection.cursor() as cursor:
        cursor.execute(HEAD, [contact.pk])
        result = cursor.fetchone()
    return Contact.objects.get(pk=result[0]) if result else contact


def held_head(pk: int) -> Contact:
    """Lock the contact that stands for a contact, until the end of the transaction; a merger meanwhile is followed."""
    head = Contact.objects.select_for_update(no_key=True).get(pk=pk)
    while head.merged_into_id is not None:
        head = Contact.objects.select_for_update(no_key=True).get(pk=head.merged_into_id)
    return head
