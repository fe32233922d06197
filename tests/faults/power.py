"""A power cut for a SQLite file: what was written but never synced is gone.

A small library in C copies each file at each of its syncs; a power cut puts those copies back.
"""

import os
import shutil
from pathlib import Path

from tests.faults.preloaded import compiled


class Power:
    """The files of one folder, as they are and as they were last synced."""

    def __init__(self, folder: Path, shadow: Path) -> None:
        self.folder = folder
        self.shadow = shadow
        self.library = compiled("power_cut", shadow.parent)
        shadow.mkdir()

    @property
    def environment(self) -> dict[str, str]:
        """For a process whose writes are to be watched."""
        return os.environ | {
            "LD_PRELOAD": str(self.library),
            "POWER_CUT_WATCHED": str(self.folder),
            "POWER_CUT_SYNCED": str(self.shadow),
        }

    def adopt(self) -> None:
        """What is there now was synced."""
        for path in self.folder.glob("*.sqlite"):
            shutil.copy(path, self.shadow / path.name)

    def cut(self) -> None:
        """After the process was killed: only what was synced is there. Locks and indexes go."""
        for path in self.folder.glob("*.sqlite*"):
            path.unlink()
        for path in self.shadow.glob("*.sqlite*"):
            if not path.name.endswith(".new"):
                shutil.copy(path, self.folder / path.name)
