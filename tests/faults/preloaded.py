"""Libraries in C that are loaded before the C library, to play a bad machine to a process."""

import shutil
import subprocess
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent


def compiled(name: str, to: Path) -> Path:
    """The library made of `name`.c, in the folder `to`; the test is skipped without a compiler."""
    compiler = shutil.which("cc")
    if compiler is None:
        pytest.skip("needs a C compiler")
    library = to / f"{name}.so"
    options = ("-shared", "-fPIC", "-O2", "-o", str(library), str(FOLDER / f"{name}.c"))
    subprocess.run([compiler, *options, "-ldl", "-lpthread"], check=True)
    return library
