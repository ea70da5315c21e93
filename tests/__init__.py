"""The tests: they mirror storycircle/, with whole runs in journeys/ and rules in architecture/."""

import atexit
import os
import shutil
import tempfile

if "STORYCIRCLE_STATE" not in os.environ:  # no test writes to the state folder of who runs it
    os.environ["STORYCIRCLE_STATE"] = tempfile.mkdtemp(prefix="storycircle-state-")
    atexit.register(shutil.rmtree, os.environ["STORYCIRCLE_STATE"], ignore_errors=True)
