"""Does what one of our own processes asks: a program of its own, heard by processes.py."""

import sys

from storycircle.jobs.workers.processes import hear, send

MOST_MEMORY = 4_000_000_000


def main() -> None:
    """Do one task after another, until nobody asks any more."""
    while True:
        try:
            function, args, named = hear(sys.stdin.buffer)
        except EOFError:
            return
        try:
            answer: tuple[bool, object] = True, function(*args, **named)
        except (OSError, RuntimeError, ValueError, MemoryError) as error:
            answer = False, error
        send(sys.stdout.buffer, answer)
