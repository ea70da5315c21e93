"""An executor of processes of this laptop, each of which is the app's own program once more.

`ProcessPoolExecutor` would start Python, which a bundle has not; and its processes would know all
that the environment says, passphrases too.
"""

import pickle
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import IO, Any, ParamSpec, TypeVar

from storycircle.jobs.subprocesses.reader_process import STARTING, ended_after
from storycircle.launcher import start

PROGRAM = "task_worker"
_PIPE = 1_000_000  # bytes that a pipe takes at once, where the system lets it: most of a part
_STARTS = 4  # times that one is begun again, before there is none any more

P = ParamSpec("P")
T = TypeVar("T")


def send(output: IO[bytes], thing: object) -> None:
    """Say something to another process of ours."""
    pickle.dump(thing, output, pickle.HIGHEST_PROTOCOL)  # without a copy of the files in it
    output.flush()


def hear(source: IO[bytes]) -> Any:
    """What another process of ours says. Raises EOFError where it says nothing more."""
    try:
        return pickle.load(source)  # noqa: S301 (a process of ours, through a pipe of ours)
    except pickle.UnpicklingError as error:  # it was ended while it said it
        raise EOFError from error


_NOT_SENT = (pickle.PickleError, TypeError, AttributeError)
"""What is raised by what cannot be said to another process."""


def _widen(pipe: IO[bytes]) -> None:
    """Let a pipe take more at once, so that whoever reads it is woken less often."""
    if sys.platform == "linux":
        import fcntl  # noqa: PLC0415 (of this system alone)

        with suppress(OSError):  # its administrator allows less
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE)


class Processes(Executor):
    """So many processes, each begun when it is first needed. What a process was doing that was
    ended raises BrokenExecutor, and another takes its place.
    """

    def __init__(self, count: int) -> None:
        self._waiting: SimpleQueue[_Task | None] = SimpleQueue()
        self._workers = [_Worker(self._waiting) for _ in range(count)]
        self._closed, self._lock = False, Lock()

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> "Future[T]":
        """Have a function called in one of the processes. Raises RuntimeError after the end."""
        with self._lock:
            if self._closed:
                raise RuntimeError("shut down")
            task = _Task(Future(), (fn, args, kwargs))
            self._waiting.put(task)
            for worker in self._workers:
                worker.begin()
            return task.future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take nothing more. wait: until all that was taken is done; otherwise what is being done
        is ended.
        """
        with self._lock:
            self._closed = True
            if cancel_futures:
                with suppress(Empty):
                    while task := self._waiting.get_nowait():
                        task.future.cancel()
            for _worker in self._workers:
                self._waiting.put(None)
        for worker in self._workers:
            worker.finish(wait=wait)


class _Task:
    def __init__(self, future: "Future[Any]", call: tuple[object, ...]) -> None:
        self.future, self.call = future, call


class _Worker:
    """A thread that gives one task after another to a process, and waits for what it says."""

    def __init__(self, waiting: "SimpleQueue[_Task | None]") -> None:
        self._waiting = waiting
        self._thread: Thread | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._starts, self._over = 0, False

    def begin(self) -> None:
        if self._thread is None:
            self._thread = Thread(target=self._work, daemon=True)
            self._thread.start()

    def finish(self, *, wait: bool) -> None:
        self._over = True
        process = self._process
        if process is not None and not wait:
            process.kill()  # which its thread hears
        if self._thread is not None:
            self._thread.join()

    def _work(self) -> None:
        while (task := self._waiting.get()) is not None:
            if task.future.set_running_or_notify_cancel():
                self._do(task)
        self._end()

    def _do(self, task: _Task) -> None:
        try:
            process = self._process or self._started()
            assert process.stdin is not None  # noqa: S101 (pipes, as was asked for)
            assert process.stdout is not None  # noqa: S101
            send(process.stdin, task.call)
            done, said = hear(process.stdout)
        except (OSError, EOFError, ValueError, *_NOT_SENT):
            self._end()  # a part of it may have been said
            task.future.set_exception(BrokenExecutor(PROGRAM))
            return
        if done:
            task.future.set_result(said)
        else:
            task.future.set_exception(said)

    def _started(self) -> "subprocess.Popen[bytes]":
        if self._starts >= _STARTS:
            raise OSError(PROGRAM)
        self._starts += 1
        process = start(PROGRAM, [], subprocess.PIPE)
        self._process = process
        assert process.stdin is not None  # noqa: S101 (a pipe, as was asked for)
        _widen(process.stdin)
        assert process.stdout is not None  # noqa: S101 (a pipe, as was asked for)
        with ended_after(process, STARTING):
            if b"begun" not in process.stdout.readline():
                raise OSError(PROGRAM)
        return process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()
