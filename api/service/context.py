"""What a running service works with (运行环境)."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from api.service.children import Children
from api.service.images import PageImages
from api.settings import Settings
from api.store.engine import Database
from api.store.originals import Originals


@dataclass(frozen=True)
class Service:
    """The parts that every route may need; made once, in the application's state."""

    settings: Settings
    database: Database
    originals: Originals
    images: PageImages
    children: Children


def service(request: Request) -> Service:
    """The service of this application (a FastAPI dependency)."""
    found: Service = request.app.state.service
    return found


ServiceDep = Annotated[Service, Depends(service)]
"""The service, to a route."""
