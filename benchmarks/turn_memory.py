"""The most memory that a running circle takes, beside an empty window."""

from benchmarks.figure import Figure
from benchmarks.many_circles import empty_window
from benchmarks.programs import said
from benchmarks.turn_cpu import RUNNING_TURN

AT_MOST = 2.0
_MB = 1_000_000
_MOST = """
import json
def end():
    most = int(open("/proc/self/status").read().split("VmHWM:")[1].split()[0]) * 1024
    print(json.dumps(most), flush=True)
    import os
    os._exit(0)
QTimer.singleShot(int(float(sys.argv[1]) * 1000), end)
app.exec()
"""


def measure(*, quick: bool) -> Figure:
    """MB after 20 s of a turn (quick: 5 s), beside an empty window."""
    ours = said(RUNNING_TURN + _MOST, "5" if quick else "20") / _MB
    return Figure("memory-turn", ours, empty_window()["memory"] / _MB, AT_MOST, "MB at the most")
