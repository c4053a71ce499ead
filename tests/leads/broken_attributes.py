"""Ways to break what types and definitions allow: categories, products, competitors, levels, conversion."""

from dataclasses import replace

from leadwright.leads.configuration.blueprint import Audience, Blueprint
from leadwright.leads.configuration.levels import Step, standard_priorities
from tests.leads.configured import entry, with_definition, with_entries, with_type

T, D = "types.T", "definitions.D"
BROKEN_ATTRIBUTES: dict[str, tuple[Blueprint, str, str]] = {
    "a product of no kind": (
        with_entries("products", entry("van", kind="dream")),
        "PRODUCT_KIND_UNKNOWN",
        "products.van.kind",
    ),
    "a kind of activity that is done in no known manner": (
        with_entries("activity_kinds", entry("seance", kind="spirit")),
        "APPROACH_UNKNOWN",
        "activity_kinds.seance.kind",
    ),
    "a kind of activity that does not exist": (
        with_type(activity_kinds=("x",)),
        "ACTIVITY_KIND_UNKNOWN",
        f"{T}.activity_kinds.0",
    ),
    "a retired kind of activity": (
        replace(
            with_type(activity_kinds=("demo",)),
            activity_kinds=(entry("demo", kind="meeting", is_retired=True),),
        ),
        "ACTIVITY_KIND_RETIRED",
        f"{T}.activity_kinds.0",
    ),
    "a kind of opportunity that moves in no known manner": (
        with_entries("opportunity_kinds", entry("magic", kind="spirit", diagram="standard-sale")),
        "CONTROL_UNKNOWN",
        "opportunity_kinds.magic.kind",
    ),
    "a kind of opportunity that moves without steps": (
        with_entries("opportunity_kinds", entry("sale", kind="process")),
        "DIAGRAM_NEEDED",
        "opportunity_kinds.sale.diagram",
    ),
    "a kind of opportunity with steps by which nothing moves": (
        with_entries("opportunity_kinds", entry("sale", kind="none", diagram="standard-sale")),
        "DIAGRAM_UNUSED",
        "opportunity_kinds.sale.diagram",
    ),
    "a kind of opportunity whose process is not published": (
        with_entries("opportunity_kinds", entry("sale", kind="hand", diagram="nothing")),
        "DIAGRAM_UNKNOWN",
        "opportunity_kinds.sale.diagram",
    ),
    "a role of neither a company nor a person": (
        with_entries("contact_roles", entry("robot", kind="machine")),
        "ROLE_KIND_UNKNOWN",
        "contact_roles.robot.kind",
    ),
    "a title that is called like a kind of contacts": (
        with_entries("contact_titles", entry("Company")),
        "TITLE_CODE_TAKEN",
        "contact_titles.Company",
    ),
    "a website that is a script": (
        with_entries("competitors", entry("acme", website="javascript:alert(1)")),
        "WEBSITE_INVALID",
        "competitors.acme.website",
    ),
    "a description with a control character": (
        with_entries("competitors", entry("acme", description="a\x07")),
        "NAME_INVALID",
        "competitors.acme.description",
    ),
    "a category that does not exist": (
        with_type(categories=("x",)),
        "CATEGORY_UNKNOWN",
        f"{T}.categories.0",
    ),
    "a retired category": (
        replace(with_type(categories=("b2b",)), categories=(entry("b2b", is_retired=True),)),
        "CATEGORY_RETIRED",
        f"{T}.categories.0",
    ),
    "a service among the goods": (
        replace(with_type(goods=("wash",)), products=(entry("wash", kind="service"),)),
        "PRODUCT_UNKNOWN",
        f"{T}.goods.0",
    ),
    "a retired product": (
        replace(with_type(goods=("van",)), products=(entry("van", kind="goods", is_retired=True),)),
        "PRODUCT_RETIRED",
        f"{T}.goods.0",
    ),
    "a type for a group that does not exist": (
        with_type(audience=Audience(groups=frozenset({"Q / G"}))),
        "GROUP_UNKNOWN",
        f"{T}.groups",
    ),
    "a competitor that does not exist": (
        with_definition(competitors=("x",)),
        "COMPETITOR_UNKNOWN",
        f"{D}.competitors.0",
    ),
    "a retired competitor": (
        replace(with_definition(competitors=("acme",)), competitors=(entry("acme", is_retired=True),)),
        "COMPETITOR_RETIRED",
        f"{D}.competitors.0",
    ),
    "a priority that the scale has not": (
        with_definition(priorities=(*standard_priorities(), Step(level=11, labels={"en": "Now"}))),
        "LEVEL_UNKNOWN",
        f"{D}.priorities.11",
    ),
    "a level without a name": (
        with_definition(importances=(Step(level=1, is_default=True),)),
        "LEVEL_WITHOUT_NAME",
        f"{D}.importances.1",
    ),
    "no usual level": (
        with_definition(priorities=(Step(level=1, labels={"en": "One"}),)),
        "ONE_DEFAULT_LEVEL",
        f"{D}.priorities",
    ),
    "a usual level that is not supported": (
        with_definition(importances=(Step(level=2, is_supported=False, is_default=True),)),
        "DEFAULT_LEVEL_NOT_SUPPORTED",
        f"{D}.importances.2",
    ),
    "a type with a level that is not supported": (
        with_type(importance=6),
        "TYPE_LEVEL_NOT_SUPPORTED",
        f"{D}.importances.6",
    ),
    "a conversion without classification": (
        with_definition(converts=True),
        "ACCOUNT_CLASS_MISSING",
        f"{D}.account_class",
    ),
    "a conversion without rating": (
        with_definition(converts=True),
        "CREDIT_RATING_MISSING",
        f"{D}.credit_rating",
    ),
    "a classification that does not exist": (
        with_definition(account_class="x"),
        "ACCOUNT_CLASS_UNKNOWN",
        f"{D}.account_class",
    ),
    "a rating that does not exist": (
        with_definition(credit_rating="x"),
        "CREDIT_RATING_UNKNOWN",
        f"{D}.credit_rating",
    ),
    "a retired classification": (
        replace(with_definition(account_class="r"), account_classes=(entry("r", is_retired=True),)),
        "ACCOUNT_CLASS_RETIRED",
        f"{D}.account_class",
    ),
    "a retired rating": (
        replace(with_definition(credit_rating="r"), credit_ratings=(entry("r", is_retired=True),)),
        "CREDIT_RATING_RETIRED",
        f"{D}.credit_rating",
    ),
}
