"""The typed client of the service (客户端): ``Client(url, key)``."""

from api.client.client import Client
from api.client.files import Download
from api.client.problems import ApiProblem, StillUnfinished, UnexpectedAnswer, Unreachable

__all__ = ["ApiProblem", "Client", "Download", "StillUnfinished", "UnexpectedAnswer", "Unreachable"]
