"""``--regold`` writes the golden files anew; a run that wrote one never passes. Logs are kept plain and short."""

import logging
import os

import pytest
import structlog

os.environ.setdefault(
    "TIAOKUAN_LEARNED", "false"
)  # tests are of the rules; those of the join ask for the model

structlog.configure(
    processors=[structlog.processors.add_log_level, structlog.processors.KeyValueRenderer()],
    wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--regold", action="store_true", help="write the golden files anew (the run then fails)")
