"""Puts a publication into its folder, and takes away what is not published any more."""

from collections.abc import Mapping
from pathlib import Path

from papers.cells import CannotWrite
from papers.formats import write_files

LISTING = "published-files.txt"


def publish_files(folder: Path, files: Mapping[str, bytes]) -> list[str]:
    """Write all files, each whole or not at all. Returns the names of those removed.

    Only files that an earlier publication wrote are ever removed, before anything is written: what
    must not be public any more goes first. Raises CannotWrite, also where the folder holds
    something else.
    """
    earlier = _listed(folder)
    gone = [name for name in earlier if name not in files and (folder / name).is_file()]
    listing = "".join(f"{name}\n" for name in sorted(files))
    try:
        for name in gone:
            (folder / name).unlink()
        for inner in sorted({(folder / name).parent for name in files}):
            inner.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite(f"{folder} cannot be written to: {error.strerror}.") from error
    for name, content in {LISTING: listing.encode(), **files}.items():
        path = folder / name
        write_files(path.parent, {path.name: content})
    return gone


def _listed(folder: Path) -> list[str]:
    """The files of the last publication, by the listing that it left; none in a new folder."""
    try:
        if not folder.exists() or not any(folder.iterdir()):
            return []
        listing = (folder / LISTING).read_text("utf-8")
    except NotADirectoryError as error:
        raise CannotWrite(f"{folder} is not a folder.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise CannotWrite(
            f"{folder} holds other files: name a new folder, or one that an earlier "
            "`steward publish` wrote."
        ) from error
    names = listing.splitlines()
    return [name for name in names if not Path(name).is_absolute() and ".." not in Path(name).parts]
