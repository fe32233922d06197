"""What a release and its deployment hold: every file, every number, checked by their own tools."""

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot import health, settings
from storage.database import Database
from tests.wealdbrook import MONDAY

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "deploy"
FILES = {path.name: path.read_text(encoding="utf-8") for path in DEPLOY.iterdir() if path.is_file()}


def run(*words: str, **environ: str) -> str:
    program = shutil.which(words[0])
    if program is None:
        pytest.skip(f"{words[0]} is not installed here")
    done = subprocess.run(
        [program, *words[1:]],
        cwd=DEPLOY,
        env=os.environ | environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_prometheus_takes_the_rules_and_they_do_what_they_say():
    run("promtool", "check", "rules", "prometheus-rules.yaml")
    run("promtool", "test", "rules", "prometheus-rules_test.yaml")


def test_caddy_takes_its_file():
    run(
        "caddy",
        "validate",
        "--adapter",
        "caddyfile",
        "--config",
        "Caddyfile",
        STEWARD_DOMAIN="a.uk",
    )


def test_systemd_finds_no_fault_but_that_steward_is_not_installed_here():
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("systemd-analyze is not installed here")
    done = subprocess.run(
        [program, "verify", "--man=no", "./steward.service"],
        cwd=DEPLOY,
        capture_output=True,
        text=True,
        check=False,
    )
    said = [line for line in done.stderr.splitlines() if line.startswith("steward.service")]
    assert [line for line in said if "is not executable" not in line] == []


@pytest.mark.parametrize("name", ["prometheus-rules.yaml", "grafana.json"])
def test_every_number_that_is_watched_is_one_that_steward_gives(name, database: Database):
    given = database.run(lambda session: health.measured(session, MONDAY)).decode()
    known = {family.name for family in text_string_to_metric_families(given)}
    named = set(re.findall(r"\bsteward_[a-z_]+", FILES[name]))
    assert len(named) >= 5
    assert named <= known


def test_the_dashboard_is_whole():
    board = json.loads(FILES["grafana.json"])
    assert len({panel["id"] for panel in board["panels"]}) == len(board["panels"]) >= 8
    assert all(target["expr"] for panel in board["panels"] for target in panel["targets"])


def test_no_file_names_a_setting_that_is_not_there():
    named = set(re.findall(r"\bSTEWARD_([A-Z_]+)", "\n".join(FILES.values())))
    ours = named - {"DOMAIN", "UPSTREAM"}  # Caddy's own
    assert {name.removesuffix("_FILE") for name in ours} <= set(settings.NAMES)


def test_every_secret_of_compose_is_a_file_and_only_caddy_is_reached_from_outside():
    services = re.split(
        r"^  (?=\w+:$)", FILES["compose.yaml"].partition("\nservices:\n")[2], flags=re.MULTILINE
    )
    published = [part.partition(":")[0] for part in services if "\n    ports:" in part]
    assert published == ["caddy"]
    assert not re.search(r"PASSWORD: *\S", FILES["compose.yaml"])


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """The release's wheel, unpacked in a folder of its own."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(folder), str(ROOT)],
        check=True,
    )
    (path,) = folder.glob("steward-*.whl")
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder / "unpacked")
    return folder / "unpacked"


@pytest.mark.process
def test_the_wheel_holds_every_file_of_the_packages_and_no_test(wheel):
    packages = [path.parent.name for path in ROOT.glob("*/__init__.py")]
    ours = [name for name in packages if name not in ("tests", "benchmarks", "tools")]
    listed = subprocess.run(
        ["git", "ls-files", *ours], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert len(listed) > 200
    assert [name for name in listed if not (wheel / name).exists()] == []
    assert not (wheel / "tests").exists()


@pytest.mark.process
def test_what_the_wheel_holds_runs_away_from_the_clone(wheel, tmp_path):
    environ = {
        **os.environ,
        "PYTHONPATH": str(wheel),
        "STEWARD_APP_ID": "0f3c6c3e-5d2b-4c8e-9a51-7d0f4e2b1c66",
    }
    for words in ("--version", "migrate", "package --out steward.zip"):
        command = [sys.executable, "-P", "-m", "bot", *words.split()]
        subprocess.run(command, cwd=tmp_path, env=environ, check=True)
    assert (tmp_path / "steward.zip").exists()
    where = [sys.executable, "-P", "-c", "import bot; print(bot.__file__)"]
    found = subprocess.run(where, cwd=tmp_path, env=environ, capture_output=True, text=True)
    assert found.stdout.startswith(str(wheel))


@pytest.mark.slow
def test_the_steps_of_the_guide_install_steward_into_a_fresh_folder(tmp_path):
    guide = (ROOT / "docs/setup/server.md").read_text(encoding="utf-8")
    steps = re.findall(r"```sh\n(.*?)```", guide.partition("## Install")[2], re.DOTALL)[0]
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(tmp_path), str(ROOT)],
        check=True,
    )
    shutil.copy(ROOT / "requirements.lock", tmp_path)
    subprocess.run("sha256sum * > SHA256SUMS", shell=True, cwd=tmp_path, check=True)
    script = steps.replace("/opt/steward", str(tmp_path / "opt")).replace("python3", sys.executable)
    done = subprocess.run(
        ["bash", "-euc", script], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[-1].startswith("steward ")
