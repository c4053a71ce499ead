"""Whose brand is meant: that of the company that sends the leads."""

from leadwright.people.models import Organisation, User


def brand_of(organisation: Organisation) -> str:
    """Return the brand name of a company; one that names none goes by its own."""
    return organisation.brand_name or organisation.name


def brand_for(user: User) -> str:
    """Return the brand that is meant where somebody reads of no lead in particular.

    It is that of the own company, if it names one or nobody sends it leads, else that of the only vendor; where
    several could be meant, none is.
    """
    vendors = list(Organisation.objects.filter(partnerships__partner=user.organisation_id)[:2])
    if user.organisation.brand_name or not vendors:
        return brand_of(user.organisation)
    return brand_of(vendors[0]) if len(vendors) == 1 else ""
