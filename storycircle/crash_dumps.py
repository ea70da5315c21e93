"""A crash leaves no memory of the process behind, in which stories are: not with the system's
collector of crashes, nor in a file.
"""

import ctypes
import sys

_PR_SET_DUMPABLE = 4
_NO_BOXES = 0x0001 | 0x0002
"""SEM_FAILCRITICALERRORS and SEM_NOGPFAULTERRORBOX: the system does not invoke its reporting."""
_NO_HEAP, _NO_SCREEN = 0x0001, 0x0020
"""WER_FAULT_REPORTING_FLAG_NOHEAP and WER_FAULT_REPORTING_NO_UI, should it be invoked after all."""


def leave_nothing() -> None:
    """Called before anything is read. What a system does not know of is left as it is."""
    if sys.platform == "win32":
        kernel = ctypes.windll.kernel32
        kernel.SetErrorMode(kernel.GetErrorMode() | _NO_BOXES)
        if hasattr(kernel, "WerSetFlags"):
            kernel.WerSetFlags(_NO_HEAP | _NO_SCREEN)
        return
    import resource  # noqa: PLC0415 (not on Windows)

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        # A collector that is given the memory through a pipe is not bound by the limit.
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
