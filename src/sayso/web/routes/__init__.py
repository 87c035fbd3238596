"""The pages, one module each. ``ROUTERS`` in the order of the masthead; a new page adds its router here and its line in the masthead."""

from sayso.web.routes import (
    api,
    brief,
    claim,
    document,
    event,
    judge,
    ledger,
    narratives,
    network,
    other,
    outlook,
    pair,
    read,
    review,
    runs,
    search,
)

ROUTERS = (
    brief.router,
    event.router,
    ledger.router,
    network.router,
    pair.router,
    narratives.router,
    outlook.router,
    review.router,
    judge.router,
    document.router,
    claim.router,
    search.router,
    runs.router,
    read.router,
    api.router,
    other.router,
)
