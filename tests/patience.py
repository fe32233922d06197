"""How long a test waits for what is outside itself before it has failed, also where all is busy."""

import os

PATIENCE = float(os.environ.get("STEWARD_TEST_PATIENCE", "300"))  # seconds
