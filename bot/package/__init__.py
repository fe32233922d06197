"""The Teams app: the zip file that a Teams administrator uploads, made and checked offline."""

import hashlib
import io
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.package import checks, icons, manifest
from bot.package.checks import BadPackage
from bot.package.manifest import AppDetails

EPOCH = (2026, 1, 1, 0, 0, 0)  # every file's date in the zip: the same content is the same zip


@dataclass(frozen=True, slots=True)
class AppPackage:
    """A package that was written: its version, and the one that it replaces, if any."""

    path: Path
    version: str
    replaced: str | None
    sha256: str


class CannotPackage(Exception):
    """Why there is no package; a sentence for each fault."""


def write_package(details: AppDetails, manifest_version: str, out: Path) -> AppPackage:
    """Write the zip file. Raises CannotPackage, and leaves what was there as it was.

    The package that lies at `out` is read first: its version stays where nothing has changed and is
    raised where anything has, since Teams takes an update only with a higher version.
    """
    pictures = {manifest.COLOUR_ICON: icons.colour(), manifest.OUTLINE_ICON: icons.outline()}
    earlier = read_package(out) if out.exists() else None
    files = _files(details, manifest_version, details.version, pictures)
    if earlier and (version := _next_version(earlier, files, details.version)) != details.version:
        files = _files(details, manifest_version, version, pictures)
    try:
        checks.check_package(files)
    except BadPackage as faults:
        raise CannotPackage(str(faults)) from faults
    content = _zip(files)
    partial = out.with_name(out.name + ".part")
    try:
        partial.write_bytes(content)
        partial.replace(out)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise CannotPackage(f"{out} cannot be written: {error.strerror}.") from error
    return AppPackage(
        out,
        json.loads(files[manifest.FILE])["version"],
        json.loads(earlier[manifest.FILE])["version"] if earlier else None,
        hashlib.sha256(content).hexdigest(),
    )


def read_package(path: Path) -> dict[str, bytes]:
    """The files of a package by name; raises CannotPackage where it is none."""
    try:
        with zipfile.ZipFile(path) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
        found: Any = json.loads(files[manifest.FILE])
        manifest.parse_version(found["version"])
    except (OSError, zipfile.BadZipFile, KeyError, TypeError, ValueError) as error:
        raise CannotPackage(
            f"{path} is there already and is not a Teams app package. Choose another name, or "
            "move that file away."
        ) from error
    return files


def _files(
    details: AppDetails, manifest_version: str, version: str, pictures: dict[str, bytes]
) -> dict[str, bytes]:
    content = manifest.build_manifest(details, manifest_version, version)
    text = json.dumps(content, indent=2, ensure_ascii=False) + "\n"
    return {manifest.FILE: text.encode(), **pictures}


def _next_version(earlier: dict[str, bytes], files: dict[str, bytes], wanted: str) -> str:
    """`wanted` where it is higher than the earlier package's; else the earlier, or the one after.

    Without a change the earlier version stays.
    """
    before = json.loads(earlier[manifest.FILE])["version"]
    if _but_for_version(earlier) == _but_for_version(files):
        return str(before)
    major, minor, patch = manifest.parse_version(before)
    if manifest.parse_version(wanted) > (major, minor, patch):
        return wanted
    return f"{major}.{minor}.{patch + 1}"


def _but_for_version(files: dict[str, bytes]) -> dict[str, Any]:
    return {**files, manifest.FILE: json.loads(files[manifest.FILE]) | {"version": ""}}


def _zip(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, EPOCH), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
