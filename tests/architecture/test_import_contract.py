"""The import contract holds, and would be seen to break."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("api", "extractor", "models")
PLANTED = {
    "models/__init__.py": "import extractor.document",
    "extractor/document.py": "import lxml",
    "extractor/records.py": "import extractor.language",
    "extractor/pages/__init__.py": "import extractor.structure",
    "extractor/language/__init__.py": "import extractor.structure",
    "extractor/structure/__init__.py": "import extractor.terms",
    "extractor/terms/__init__.py": "import extractor.findings",
    "extractor/findings/__init__.py": "import api.files",
    "api/export/wording.py": "import extractor.pages",
    "api/store/__init__.py": "import api.service",
    "api/service/__init__.py": "import api.client",
}


def _checked(folder: Path) -> subprocess.CompletedProcess[str]:
    command = "import sys; sys.path.insert(0, '.'); from importlinter.cli import lint_imports_command; lint_imports_command()"
    return subprocess.run(
        [sys.executable, "-c", command, "--no-cache"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_contract_holds() -> None:
    result = _checked(ROOT)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("module", PLANTED)
def test_a_planted_import_breaks_the_contract(copy: Path, module: str) -> None:
    planted = copy / module
    planted.write_text(planted.read_text("utf-8") + f"\n{PLANTED[module]}\n", "utf-8")
    result = _checked(copy)
    assert result.returncode == 1, result.stdout + result.stderr
    assert f"-> {PLANTED[module].removeprefix('import ')} (l." in result.stdout
