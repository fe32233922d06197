"""`steward package`: the zip file that a Teams administrator uploads."""

import argparse
import os
import re
from pathlib import Path

from bot import settings
from bot.package import CannotPackage, write_package
from bot.package.manifest import VERSIONS, AppDetails

GOV_UK = "https://www.gov.uk/find-local-council"  # until the council's own address is named
GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
VERSION = re.compile(r"(0|[1-9]\d{0,4})(\.(0|[1-9]\d{0,4})){2}")


def add_package_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("package", help="write the Teams app, to be uploaded to Teams")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE")
    parser.add_argument("--manifest", choices=VERSIONS, default=VERSIONS[0], help="schema version")
    parser.add_argument("--name", default="Steward", help="what people find in Teams")
    parser.add_argument("--website", default="", metavar="URL", help="the council's website")
    parser.add_argument("--privacy", default="", metavar="URL", help="its privacy notice")
    parser.add_argument("--terms", default="", metavar="URL", help="its terms of use")
    parser.add_argument(
        "--app-version", type=_version, default="1.0.0", metavar="N.N.N", help="at least this one"
    )
    parser.set_defaults(command=package)


def package(given: argparse.Namespace) -> int:
    """Write the package and say what to do with it. Raises CannotPackage."""
    read = settings.read(os.environ)
    if not GUID.fullmatch(read.app_id):
        said = f"is {read.app_id!r}, which is not one" if read.app_id else "is missing"
        raise CannotPackage(
            "The package names the bot, so STEWARD_APP_ID must be the bot registration's "
            f"application id, such as 0f3c6c3e-5d2b-4c8e-9a51-7d0f4e2b1c66; it {said}."
        )
    website = given.website or GOV_UK
    written = write_package(
        AppDetails(
            app_id=read.app_id,
            council_name=read.council_name,
            website=website,
            privacy=given.privacy or website,
            terms=given.terms or website,
            name=given.name,
            version=given.app_version,
        ),
        given.manifest,
        given.out,
    )
    print(f"{written.path} is {given.name} {written.version} for manifest {given.manifest}.")
    if written.replaced == written.version:
        print("Nothing has changed since the package that was there.")
    elif written.replaced:
        print(f"It replaces version {written.replaced}: upload it as an update.")
    else:
        print("Keep the file: the next package reads it to raise the version.")
    if not given.website:
        print(f"It names {GOV_UK} as the website. Name the council's own with --website.")
    print("Next: upload it in the Teams admin centre, under Teams apps, Manage apps.")
    return 0


def _version(text: str) -> str:
    if not VERSION.fullmatch(text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a version such as 1.0.0")
    return text
