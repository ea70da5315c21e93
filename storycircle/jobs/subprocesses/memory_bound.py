"""A bound on the memory of this process, as each system knows one.

Linux refuses memory beyond a limit. Windows does so to a process in a job object. macOS refuses the
limit instead: there a thread looks how much there is, and ends the process; what takes several
gigabytes within a twentieth of a second is not held up.
"""

import ctypes
import os
import sys
from collections.abc import Callable
from threading import Event, Thread

LIMIT, JOB, WATCH, NONE = "limit", "job", "watch", "none"
"""How memory is bounded: the system refuses it, the process is ended, or not at all."""
_EVERY = 0.05  # seconds
_TOO_MUCH = 77
"""The exit status of a process that took too much."""


def bound_memory(most: int) -> str:
    """How this process is held to so many bytes of memory from now on."""
    if sys.platform == "win32":
        return JOB if _in_job(most) else NONE
    import resource  # noqa: PLC0415 (not on Windows)

    try:
        _, highest = resource.getrlimit(resource.RLIMIT_AS)
        least = most if highest == resource.RLIM_INFINITY else min(most, highest)
        resource.setrlimit(resource.RLIMIT_AS, (least, least))
    except (ValueError, OSError):
        watch_memory(most, _taken)
        return WATCH
    return LIMIT


def watch_memory(
    most: int,
    taken: Callable[[], int],
    end: Callable[[int], object] = os._exit,  # nothing of a reader's is to be finished
    until: Event | None = None,
) -> Thread:
    """A thread that ends the process with a status of its own once more than so many bytes are
    taken. until: stops it.
    """
    stopped = until or Event()

    def watch() -> None:
        while not stopped.wait(_EVERY):
            if taken() > most:
                end(_TOO_MUCH)
                return

    thread = Thread(target=watch, daemon=True)
    thread.start()
    return thread


def _taken() -> int:
    """Bytes of memory that this process has had at most."""
    if sys.platform == "win32":
        return 0
    import resource  # noqa: PLC0415 (not on Windows)

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


_PROCESS_MEMORY = 0x100  # JOB_OBJECT_LIMIT_PROCESS_MEMORY
_ONE_PROCESS = 0x8  # JOB_OBJECT_LIMIT_ACTIVE_PROCESS
_EXTENDED = 9  # JobObjectExtendedLimitInformation


class _Basic(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

    _fields_ = (
        ("PerProcessUserTimeLimit", ctypes.c_int64),
        ("PerJobUserTimeLimit", ctypes.c_int64),
        ("LimitFlags", ctypes.c_uint32),
        ("MinimumWorkingSetSize", ctypes.c_size_t),
        ("MaximumWorkingSetSize", ctypes.c_size_t),
        ("ActiveProcessLimit", ctypes.c_uint32),
        ("Affinity", ctypes.c_size_t),
        ("PriorityClass", ctypes.c_uint32),
        ("SchedulingClass", ctypes.c_uint32),
    )


class _Extended(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

    _fields_ = (
        ("BasicLimitInformation", _Basic),
        ("IoInfo", ctypes.c_uint64 * 6),
        ("ProcessMemoryLimit", ctypes.c_size_t),
        ("JobMemoryLimit", ctypes.c_size_t),
        ("PeakProcessMemoryUsed", ctypes.c_size_t),
        ("PeakJobMemoryUsed", ctypes.c_size_t),
    )


def _in_job(most: int) -> bool:
    """Whether this process is in a job of its own now: with so much memory, and no other process
    in it. The job is open for as long as the process is.
    """
    if sys.platform == "win32":
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = ctypes.c_void_p
        kernel.GetCurrentProcess.restype = ctypes.c_void_p
        job, me = ctypes.c_void_p(kernel.CreateJobObjectW(None, None)), kernel.GetCurrentProcess()
        limits = _Extended()
        limits.BasicLimitInformation.LimitFlags = _PROCESS_MEMORY | _ONE_PROCESS
        limits.BasicLimitInformation.ActiveProcessLimit = 1
        limits.ProcessMemoryLimit = most
        size = ctypes.sizeof(limits)
        return bool(
            job
            and kernel.SetInformationJobObject(job, _EXTENDED, ctypes.byref(limits), size)
            and kernel.AssignProcessToJobObject(job, ctypes.c_void_p(me))
        )
    return False
