"""A connection to an OpenSearch cluster, and what its failures mean to who runs Winnow.

User name and password come from the environment, never from a setting or an address, and go to a host on the network
over TLS only. Certificates are always verified; an authority of one's own is named by SSL_CERT_FILE.
"""

import logging
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from ipaddress import ip_address
from typing import Any, Final, TypeVar
from urllib.parse import urlsplit

from opensearchpy import OpenSearch, exceptions

from indexer.errors import EngineError, WinnowError
from indexer.limits import SEARCHES_AT_ONCE

USER, PASSWORD = "OPENSEARCH_USERNAME", "OPENSEARCH_PASSWORD"  # variables of the environment
OLDEST: Final = (2, 19)  # of OpenSearch; the tests run on this line and on 3.x

_SECONDS: Final = 30  # for one answer
_TRIES: Final = 3  # beyond the first, each at another node: so that the loss of one is not noticed
_GREEN_SECONDS: Final = 10  # for the copies of a new index
_BUSY: Final = frozenset((429, 502, 503, 504))  # what is refused with these is taken in a moment
# A node that leaves takes the half-done work of a search with it; it may be asked before the others know. The cluster
# calls that "not found" or "internal error", and another copy of the shard answers in a moment.
_LEFT: Final = frozenset((
    "search_context_missing_exception",
    "node_closed_exception",
    "node_disconnected_exception",
    "node_not_connected_exception",
    "no_shard_available_action_exception",
))  # fmt: skip
_WAITS: Final = (0.1, 0.2, 0.4, 0.8, 1.6)  # seconds before a question is asked again: a lost node is replaced in one
_LOG: Final = logging.getLogger(__name__)
Answer = TypeVar("Answer")


def connect(urls: Sequence[str]) -> OpenSearch:
    """A client of the cluster with these addresses, any of which will do. Nothing is sent yet.

    Raises EngineError where there is no address, or one that is not safe to use.
    """
    if not urls:
        raise EngineError("The engine 'opensearch' needs the address of a cluster: --url https://HOST:9200")
    login = (os.environ[USER], os.environ.get(PASSWORD, "")) if os.environ.get(USER) else None
    for url in urls:
        _check_address(url, secret=login is not None)
    logging.getLogger("opensearch").addHandler(logging.NullHandler())  # what it logs is raised here, in one line
    return OpenSearch(
        list(urls),
        http_auth=login,
        verify_certs=True,
        timeout=_SECONDS,
        max_retries=_TRIES,
        retry_on_timeout=True,
        maxsize=SEARCHES_AT_ONCE,
    )


def _check_address(url: str, secret: bool) -> None:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise EngineError(f"{url!r} is not the address of a cluster. Give one like https://HOST:9200")
    if parts.username or parts.password:
        raise EngineError(f"Take the password out of the address of {parts.hostname}: set {USER} and {PASSWORD}.")
    if secret and parts.scheme == "http" and not _here(parts.hostname):
        raise EngineError(f"A password would go to {parts.hostname} in clear text. Use https://, or unset {USER}.")


def _here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def version(client: OpenSearch) -> tuple[int, ...]:
    """The version of the cluster. Raises EngineError where it is too old, or no OpenSearch at all."""
    with failures("asking for the version of the cluster"):
        told: dict[str, Any] = client.info()["version"]
    if told.get("distribution") != "opensearch":
        raise EngineError(f"The cluster is not OpenSearch: it calls itself {told.get('number')} of another kind.")
    number = tuple(int(part) for part in told["number"].split("-")[0].split("."))
    if number < OLDEST:
        oldest = ".".join(map(str, OLDEST))
        raise EngineError(f"The cluster runs OpenSearch {told['number']}: at least {oldest} is needed.")
    return number


def check_health(client: OpenSearch, index: str, replicas: int) -> None:
    """Wait a moment until all copies of the index are there, if there are nodes for them.

    Raises EngineError where it is red; where it is yellow, says so in the log.
    """
    with failures("asking how the cluster is"):
        told = client.cluster.health(index=index)
        if told["status"] != "green" and (told["status"] == "red" or told["number_of_data_nodes"] > replicas):
            wait = {"wait_for_status": "green", "timeout": f"{_GREEN_SECONDS}s"}
            told = client.cluster.health(index=index, params=wait, ignore=408, request_timeout=_SECONDS)
    if told["status"] == "red":
        raise EngineError(
            f"The index {index} is red: some of its shards are on no node, so documents would be missing from every "
            "answer. See GET _cluster/allocation/explain, and bring the lost nodes back."
        )
    if told["status"] == "yellow":
        _LOG.warning(
            "The index %s is yellow: %d of its copies are on no node, so the loss of one more node may lose documents. "
            "Add a node, or build with fewer --replicas.",
            index,
            told["unassigned_shards"] + told["initializing_shards"],
        )


def asked_again(ask: Callable[[], Answer]) -> Answer:
    """The answer to a question; where the cluster is busy or loses a node just then, asked again for three seconds."""
    for wait in _WAITS:
        try:
            return ask()
        except exceptions.TransportError as error:
            if not passes(error):
                raise
        time.sleep(wait)
    return ask()


def passes(error: exceptions.TransportError) -> bool:
    """Whether the cluster gets over it by itself, in a moment."""
    return refused_for_now(error.status_code) or not _LEFT.isdisjoint(_kinds(error.info))


def refused_for_now(status: int | str) -> bool:
    """Whether what was refused with this status is taken later."""
    return status in _BUSY


@contextmanager
def failures(doing: str) -> Iterator[None]:
    """Whatever the client raises as EngineError, in one line that says what to do."""
    try:
        yield
    except WinnowError:
        raise
    except exceptions.OpenSearchException as error:
        raise EngineError(f"OpenSearch failed while {doing}: {_reason(error)}") from error


def _reason(error: exceptions.OpenSearchException) -> str:
    match error:
        case exceptions.SSLError():
            return f"its certificate is not trusted ({error.error}). SSL_CERT_FILE may name its authority's."
        case exceptions.ConnectionTimeout():
            return f"it did not answer within {_SECONDS} s"
        case exceptions.ConnectionError():
            return f"no address of the cluster answers ({error.error})"
        case exceptions.AuthenticationException():
            return f"it refuses the user name or the password; they are taken from {USER} and {PASSWORD}"
        case exceptions.TransportError():
            return f"{error.status_code} {error.error} {_cause(error.info)}".strip()
        case _:
            return str(error)


def _kinds(info: object) -> Iterator[str]:
    """What an answer calls the causes of a failure."""
    match info:
        case {"error": {"root_cause": list(causes)}}:
            yield from (cause.get("type", "") for cause in causes)


def _cause(info: object) -> str:
    """The reason that lies deepest in an answer: those above it say "all shards failed"."""
    match info:
        case {"error": {"root_cause": [{"reason": str(reason)}, *_]}} | {"error": {"reason": str(reason)}}:
            return reason
        case _:
            return ""
