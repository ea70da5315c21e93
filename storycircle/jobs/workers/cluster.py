"""Workers of a Dask cluster, for whom somebody asked by its address: the one door to a network.

Without an address nothing of Dask is loaded, and no socket is opened. What is sent are the bytes of
open circle files, and nothing else: no key, no passphrase, no sealed file, nothing of the library.
"""

import ipaddress
import re
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Executor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

from storycircle import __version__
from storycircle.core.error_sentences import Refused
from storycircle.jobs.workers.checking import version_here
from storycircle.jobs.workers.read_ahead import Readers

if TYPE_CHECKING:
    from distributed import Client, Security

ANSWER = 10  # seconds for the first answer
_MOST_AT_ONCE, _HELD = 3, 12  # parts that are given to a worker as one, and to all of them
_SECURE = "tls"
_ADDRESS = re.compile(
    r"(?:(?P<how>tls|tcp)://)?(?P<host>\[[0-9A-Fa-f:.]+\]|[\w.-]+):(?P<port>[0-9]{1,5})"
)


def is_allowed(address: str) -> bool:
    """Whether circle files may go to an address: over TLS, or within this laptop."""
    parts = _ADDRESS.fullmatch(address)
    if parts is None:
        return False
    return parts["how"] == _SECURE or _is_here(parts["host"].strip("[]"))


@contextmanager
def cluster(address: str) -> Iterator[Readers]:
    """The workers of the cluster at an address, while the block goes on. Raises Refused where it is
    not safe, not there, or has another version of the app.
    """
    if not is_allowed(address):
        raise Refused("cluster-in-the-clear", address=address)
    with _connected(address) as client:
        names = _sound_workers(client, address)
        within = {} if _is_secure(address) else {"workers": names}  # who comes later is not known
        executor = cast("Executor", client.get_executor(pure=False, **within))
        try:
            yield Readers(executor, len(names), at_once(len(names)))
        finally:
            executor.shutdown(wait=False)


def at_once(workers: int) -> int:
    """How many parts a worker is given as one: each is a message to the scheduler and on, and as
    many back, which takes as long as checking some files does. Of many workers each gets less, as
    this laptop holds what all of them have.
    """
    return max(1, min(_MOST_AT_ONCE, _HELD // workers))


@contextmanager
def _connected(address: str) -> "Iterator[Client]":
    try:
        from distributed import Client  # noqa: PLC0415 (an extra, and the only socket there is)
    except ImportError as error:
        raise Refused("cluster-not-installed") from error
    security = _certificates(address)
    try:
        client = Client(_whole(address), security=security, timeout=ANSWER, set_as_default=False)
    except (OSError, ValueError, RuntimeError) as error:
        raise Refused("cluster-not-reached", address=address) from error
    try:
        yield client
    finally:
        client.close()


def _certificates(address: str) -> "Security | None":
    """The user's own, from where Dask looks for them; none within this laptop."""
    if not _is_secure(address):
        return None
    from distributed import Security  # noqa: PLC0415 (as above)

    try:
        security = Security(require_encryption=True)
        held = (security.tls_ca_file, security.tls_client_cert, security.tls_client_key)
        if all(held):
            security.get_connection_args("client")  # which reads them
            return security
    except (OSError, ValueError) as error:
        raise Refused("cluster-no-certificates", address=address) from error
    raise Refused("cluster-no-certificates", address=address)


def _sound_workers(client: "Client", address: str) -> list[str]:
    """The addresses of the workers, each of which may be given files and is of this version."""
    known: Mapping[str, Any] = client.scheduler_info(n_workers=-1)["workers"]
    if not known:
        raise Refused("cluster-no-workers", address=address)
    _refuse_elsewhere(known, address)
    versions = client.run(version_here, on_error="return")
    for worker, version in versions.items():
        if version != __version__:
            raise Refused("cluster-differs", worker=worker, address=address, version=__version__)
    return list(known)


def _refuse_elsewhere(workers: Iterable[str], address: str) -> None:
    """Without TLS a worker on another machine would get its files in the clear."""
    for worker in workers:
        if not _is_secure(address) and not is_allowed(worker):
            raise Refused("cluster-elsewhere", worker=worker, address=address)


def _whole(address: str) -> str:
    return address if "://" in address else f"tcp://{address}"


def _is_secure(address: str) -> bool:
    return address.startswith(f"{_SECURE}://")


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
