"""The tests: they mirror storycircle/, with whole runs in journeys/ and rules in architecture/."""

import atexit
import os
import shutil
import sys
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108 (folders with names nobody knows are made in it)
ENOUGH = 2_000_000_000
"""Bytes that must be free there, several times what the tests have in it at once."""

# What tests write, they write to memory where the system lends some: no test is about how a disk
# waits, and waiting was half of their time. Programs they start do the same. Batteries, which run
# without pytest, have a disk.
if (
    "pytest" in sys.modules
    and "TMPDIR" not in os.environ
    and os.access(MEMORY, os.W_OK)
    and shutil.disk_usage(MEMORY).free > ENOUGH
):
    os.environ["TMPDIR"] = str(MEMORY)
    tempfile.tempdir = None  # pytest has asked for it by now
if "STORYCIRCLE_STATE" not in os.environ:  # no test writes to the state folder of who runs it
    os.environ["STORYCIRCLE_STATE"] = tempfile.mkdtemp(prefix="storycircle-state-")
    atexit.register(shutil.rmtree, os.environ["STORYCIRCLE_STATE"], ignore_errors=True)
