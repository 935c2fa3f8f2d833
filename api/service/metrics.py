"""Figures for Prometheus (指标)."""

from collections.abc import Iterable

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy import func, select

from api.store import workload
from api.store.columns import now
from api.store.engine import Database
from api.store.tables import Document

REQUESTS = Counter("tiaokuan_requests", "Requests answered", ["method", "route", "status"], registry=None)
SECONDS = Histogram(
    "tiaokuan_request_seconds",
    "Time to answer",
    ["method", "route"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
    registry=None,
)


class _Store(Collector):
    """What the database tells: unfinished jobs, the wait of the oldest, workers, documents."""

    def __init__(self, database: Database, lease_seconds: int) -> None:
        self._database = database
        self._lease_seconds = lease_seconds

    def collect(self) -> Iterable[Metric]:
        with self._database.reading() as session:
            load = workload.measure(session)
            slots = sum(row.slots for row in workload.workers(session, self._lease_seconds))
            documents = session.scalar(select(func.count()).select_from(Document)) or 0
        jobs = GaugeMetricFamily("tiaokuan_jobs", "Unfinished jobs by state", labels=["state"])
        for state in ("queued", "waiting", "running", "lost"):
            jobs.add_metric([state], getattr(load, state))
        yield jobs
        waited = load.oldest_age(now())
        yield GaugeMetricFamily(
            "tiaokuan_oldest_queued_seconds", "Age of the oldest queued job", value=waited
        )
        yield GaugeMetricFamily("tiaokuan_worker_slots", "Files that can be read at once", value=slots)
        yield GaugeMetricFamily("tiaokuan_documents", "Documents kept", value=documents)


def exposition(database: Database, lease_seconds: int) -> bytes:
    """All figures in the text form of Prometheus. A worker counts that gave a sign within ``lease_seconds``."""
    registry = CollectorRegistry()
    registry.register(REQUESTS)
    registry.register(SECONDS)
    registry.register(_Store(database, lease_seconds))
    return generate_latest(registry)
