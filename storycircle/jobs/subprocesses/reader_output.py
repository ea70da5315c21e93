"""What the readers of strangers' files say with: reader_process.py hears it."""

import json
import sys


def tell(data: bytes = b"", **header: object) -> None:
    """Say of something what it is, and give its bytes."""
    if data:
        header["size"] = len(data)
    out = sys.stdout.buffer
    out.write(json.dumps(header).encode() + b"\n")
    out.write(data)
    out.flush()


def bound_memory(most: int) -> None:
    """Take no more than so many bytes of memory, where the system can hold a program to that."""
    try:
        import resource  # noqa: PLC0415 (not there on Windows)
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
