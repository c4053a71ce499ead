"""The JSON API, version 1: its document, its doors and its routes."""

from django.http import HttpRequest, HttpResponse

from leadwright.api import problems
from leadwright.api.answers import json
from leadwright.api.bodies import StrictJson
from leadwright.api.cautions import with_cautions
from leadwright.api.docs import Docs, for_readers
from leadwright.api.documented import parts
from leadwright.api.documented.document import DocumentedApi
from leadwright.api.parameters import DocumentedOnly
from leadwright.api.routes import (
    accounts,
    activities,
    bulk,
    communication,
    consents,
    contacts,
    demand,
    diagrams,
    exports,
    fields,
    files,
    imports,
    leads,
    lists,
    lookups,
    mails,
    mappings,
    notifications,
    packages,
    parties,
    privacy,
    processes,
    records,
    tasks,
    types,
    verbs,
)
from leadwright.api.tokens import Bearer
from leadwright.foundation.health import RETRY_AFTER_SECONDS, database_answers

api = DocumentedApi(
    title="Leadwright",
    version="1",
    description="Leads between organisations: offered, accepted, qualified, worked and closed.",
    parser=StrictJson(),
    auth=Bearer(),
    docs=Docs(),
    docs_url="/docs",
    docs_decorator=for_readers,
    urls_namespace="api",
)
problems.install(api)
api.add_decorator(DocumentedOnly(api), mode="operation")
api.add_decorator(with_cautions, mode="operation")
# Before the addresses with a number in the same place.
api.add_router("", exports.router, tags=["exports"])
api.add_router("", packages.router, tags=["exports"])
api.add_router("/leads/bulk", bulk.router, tags=["verbs"])
api.add_router("/leads", leads.router, tags=["leads"])
api.add_router("/leads", verbs.router, tags=["verbs"])
api.add_router("/leads", parties.router, tags=["parties"])
api.add_router("/leads", records.router)
api.add_router("", processes.router, tags=["processes"])
api.add_router("/leads", demand.router, tags=["demand"])
api.add_router("", files.router, tags=["files"])
api.add_router("", imports.router, tags=["imports"])
api.add_router("", activities.router, tags=["activities"])
api.add_router("", tasks.router, tags=["tasks"])
api.add_router("/accounts", accounts.router, tags=["accounts"])
api.add_router("/mails", mails.router, tags=["mails"])
api.add_router("/mail-arrivals", mails.arrivals, tags=["mails"])
api.add_router("/notifications", notifications.router, tags=["notifications"])
api.add_router("/contacts", contacts.router, tags=["contacts"])
api.add_router("", communication.router, tags=["communication"])
api.add_router("", consents.router, tags=["consents"])
api.add_router("", privacy.router, tags=["privacy"])
api.add_router("/fields", fields.router, tags=["fields"])
api.add_router("/diagrams", diagrams.router, tags=["diagrams"])
api.add_router("/mappings", mappings.router, tags=["mappings"])
api.add_router("", lookups.router, tags=["lookups"])
api.add_router("", lists.router, tags=["lookups"])
api.add_router("", types.router, tags=["configuration"])


@api.get(
    "/health",
    auth=None,
    tags=["health"],
    operation_id="health",
    response={200: parts.Health, 503: parts.Health},
)
def health(request: HttpRequest) -> HttpResponse:
    """Tell whether the product and its database answer; needs no token."""
    fine = database_answers()
    answer = json({"status": "ok" if fine else "unavailable"}, status=200 if fine else 503)
    if not fine:
        answer["Retry-After"] = RETRY_AFTER_SECONDS
    return answer
