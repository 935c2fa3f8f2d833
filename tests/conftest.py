"""``--regold`` writes the golden files anew; a run that wrote one never passes."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--regold", action="store_true", help="write the golden files anew (the run then fails)")
