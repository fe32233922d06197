"""Where CI requires everything, a test that found no server or no browser fails."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.process

HOUSE = Path(__file__).parent.parent
SKIPPED = """
import pytest

@pytest.mark.{marker}
def test_{marker}():
    pytest.skip("there is none")
"""


def test_a_skipped_service_fails_where_all_is_required(tmp_path):
    markers = ("postgres", "browser", "slow")
    (tmp_path / "conftest.py").write_text("from tests.conftest import *")
    (tmp_path / "test_it.py").write_text("".join(SKIPPED.format(marker=one) for one in markers))
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-c", HOUSE / "pyproject.toml", tmp_path],
        env=os.environ | {"STEWARD_REQUIRE_ALL": "1", "PYTHONPATH": str(HOUSE)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "2 failed, 1 skipped" in run.stdout.splitlines()[-1], run.stdout + run.stderr
