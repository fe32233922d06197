"""The Teams app's package: complete, of the form that Teams takes, raised when anything changes."""

import copy
import json
import zipfile

import pytest

from bot import package
from bot.__main__ import main
from bot.package import checks, icons
from bot.package.commands import COMMANDS
from bot.package.manifest import VERSIONS, AppDetails, build_manifest, teams_app_id
from bot.package.schema_check import faults_of, schema_of
from cycle.questions.names import Vocabulary
from cycle.questions.parse import Language, understand
from cycle.questions.question import Choices, OutOfScope
from tests.wealdbrook import MONDAY

APP_ID = "0f3c6c3e-5d2b-4c8e-9a51-7d0f4e2b1c66"
HOME = "https://www.wealdbrook.gov.uk"
DETAILS = AppDetails(
    app_id=APP_ID,
    council_name="Wealdbrook District Council",
    website=HOME,
    privacy=HOME,
    terms=HOME,
)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("STEWARD_APP_ID", APP_ID)
    return tmp_path


def written(folder, *more):
    assert main(["package", "--out", "steward.zip", "--website", HOME, *more]) == 0
    with zipfile.ZipFile(folder / "steward.zip") as archive:
        return json.loads(archive.read("manifest.json"))


@pytest.mark.parametrize("version", VERSIONS)
def test_the_package_has_the_manifest_and_both_icons_at_its_top(folder, version):
    content = written(folder, "--manifest", version)

    with zipfile.ZipFile(folder / "steward.zip") as archive:
        assert archive.namelist() == ["manifest.json", "color.png", "outline.png"]
    assert content["manifestVersion"] == version
    assert faults_of(content, schema_of(version)) == []
    assert content["bots"][0]["scopes"] == ["personal", "team", "groupChat"]
    assert content["validDomains"] == []


def test_shared_and_private_channels_are_named_from_1_25_and_unknown_before(folder):
    assert "supportsChannelFeatures" not in written(folder)

    content = written(folder, "--manifest", "1.25")

    assert content["supportsChannelFeatures"] == "tier1"
    content["manifestVersion"] = "1.22"
    (fault,) = faults_of(content, schema_of("1.22"))
    assert fault.startswith("manifest.supportsChannelFeatures is not known")


def test_the_app_of_one_bot_keeps_its_id_and_that_of_another_has_its_own(folder):
    assert written(folder)["id"] == written(folder, "--name", "Performance")["id"]
    assert teams_app_id(APP_ID) == teams_app_id(APP_ID.upper())
    assert teams_app_id(APP_ID) != teams_app_id(APP_ID.replace("0", "1"))


def test_the_version_rises_when_anything_changes_and_only_then(folder, capsys):
    assert written(folder)["version"] == "1.0.0"
    before = (folder / "steward.zip").read_bytes()
    assert written(folder)["version"] == "1.0.0"
    assert (folder / "steward.zip").read_bytes() == before
    assert "Nothing has changed" in capsys.readouterr().out

    assert written(folder, "--name", "Performance")["version"] == "1.0.1"
    assert written(folder, "--name", "Performance", "--app-version", "2.0.0")["version"] == "1.0.1"
    assert written(folder, "--name", "Steward", "--app-version", "2.0.0")["version"] == "2.0.0"
    assert "It replaces version 1.0.1" in capsys.readouterr().out


def test_a_changed_icon_raises_the_version_too(tmp_path):
    out = tmp_path / "steward.zip"
    package.write_package(DETAILS, "1.22", out)
    files = package.read_package(out)
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in {**files, "color.png": b"another"}.items():
            archive.writestr(name, content)

    assert package.write_package(DETAILS, "1.22", out).version == "1.0.1"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--website", "http://wealdbrook.gov.uk"], "must be an address that begins with https://"),
        (["--website", "https://www.example.com"], "an example"),
        (["--privacy", "ftp://wealdbrook"], "privacyUrl"),
        (["--name", "Performance management of the council"], "at most 30"),
        (["--name", " "], "needs a name"),
        (["--name", "Steward beta"], "leave out the words"),
        (["--out", "nowhere/steward.zip"], "cannot be written"),
    ],
)
def test_what_teams_would_refuse_is_refused_in_a_sentence(folder, capsys, arguments, says):
    assert main(["package", "--out", "steward.zip", "--website", HOME, *arguments]) == 1
    assert says in capsys.readouterr().err
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(("app_id", "says"), [("", "it is missing"), ("steward", "'steward'")])
def test_without_the_bots_id_there_is_no_package(folder, monkeypatch, capsys, app_id, says):
    monkeypatch.setenv("STEWARD_APP_ID", app_id)
    assert main(["package", "--out", "steward.zip"]) == 1
    assert says in capsys.readouterr().err


def test_a_file_that_is_no_package_is_left_as_it_is(folder, capsys):
    (folder / "steward.zip").write_text("the minutes of the board")
    assert main(["package", "--out", "steward.zip"]) == 1
    assert "is not a Teams app package" in capsys.readouterr().err
    assert (folder / "steward.zip").read_text() == "the minutes of the board"


def test_the_icons_have_the_sizes_and_colours_that_teams_asks_for():
    assert icons.read_png(icons.colour())[:2] == (192, 192)
    width, height, pixels = icons.read_png(icons.outline())
    assert (width, height) == (32, 32)
    assert set(pixels) == {icons.WHITE, icons.CLEAR}


def broken(name, content):
    files = {
        "manifest.json": json.dumps(build_manifest(DETAILS, "1.25", "1.0.0")).encode(),
        "color.png": icons.colour(),
        "outline.png": icons.outline(),
    }
    return {**files, name: content}


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("color.png", icons.outline(), "color.png is 32 × 32 pixels and must be 192 × 192"),
        ("outline.png", icons.colour(), "outline.png is 192 × 192 pixels and must be 32 × 32"),
        ("outline.png", icons.colour(), "white and transparent pixels only"),
        ("outline.png", b"GIF89a", "cannot be read as a PNG"),
        ("outline.png", icons.outline()[:40], "cannot be read as a PNG"),
    ],
)
def test_a_wrong_icon_is_named(name, content, says):
    with pytest.raises(checks.BadPackage, match=says):
        checks.check_package(broken(name, content))


def changed(*path, value):
    """The manifest with one member set, or left out where the value is None."""
    content = copy.deepcopy(build_manifest(DETAILS, "1.25", "1.0.0"))
    node = content
    for step in path[:-1]:
        node = node[step]
    if value is None:
        del node[path[-1]]
    else:
        node[path[-1]] = value
    return content


COMMAND = {"title": "due", "description": "What is due"}
LIST = ("bots", 0, "commandLists", 0, "commands")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (changed(*LIST, value=[COMMAND] * 13), "has 13 entries; at most 12"),
        (changed(*LIST, value=[COMMAND] * 2), "'due' is listed twice"),
        (changed(*LIST, value=[{"title": "due"}]), "description is missing"),
        (changed(*LIST, 0, "title", value="x" * 129), "has 129 characters; at most 128"),
        (changed("id", value="steward"), "has not the form"),
        (changed("id", value=APP_ID), "must differ"),
        (changed("icons", value=None), "manifest.icons is missing"),
        (changed("accentColor", value="green"), "has not the form"),
        (changed("bots", 0, "scopes", value=["meeting"]), "must be one of"),
        (changed("bots", 0, "supportsFiles", value="yes"), "must be a boolean"),
        (changed("bots", value={}), "must be an array"),
        (changed("supportsChannelFeatures", value=None), "has to name supportsChannelFeatures"),
        (changed("botz", value=[]), "is not known to this manifest version"),
    ],
)
def test_each_fault_of_a_manifest_is_a_sentence(content, says):
    with pytest.raises(checks.BadPackage, match=says):
        checks.check_package(broken("manifest.json", json.dumps(content).encode()))


def test_before_1_24_ten_commands_are_the_most():
    content = changed(*LIST, value=[COMMAND] * 11)
    assert any("at most 10" in fault for fault in faults_of(content, schema_of("1.22")))
    assert not any("at most" in fault for fault in faults_of(content, schema_of("1.25")))


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.title)
def test_every_command_in_the_list_is_understood(command):
    asked = understand(command.title, Language.of(Vocabulary.of(())), MONDAY.date()).question
    assert not isinstance(asked, Choices | OutOfScope)
