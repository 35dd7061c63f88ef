"""Addresses, credentials, and clusters that are not as they should be."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

pytest.importorskip("opensearchpy", reason="no opensearch-py: pip install 'winnow-search[opensearch]'")

from opensearchpy import exceptions

from indexer.engines import open_engine
from indexer.engines import opensearch_place as places
from indexer.engines.opensearch_bulk import send
from indexer.engines.opensearch_client import PASSWORD, USER, connect, version
from indexer.engines.opensearch_schema import index_settings, mappings
from indexer.engines.opensearch_view import View
from indexer.errors import EngineError
from indexer.model import Query


@contextmanager
def answering(*answers: dict | int | tuple[int, dict]) -> Iterator[tuple[str, list[bytes]]]:
    """The address of a server that gives these answers in turn (body, status, or both), and what it was sent: what a
    cluster seldom says."""
    rest, sent = list(answers), list[bytes]()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            sent.append(self.headers.get("Authorization", "").encode())
            sent.append(self.rfile.read(int(self.headers.get("Content-Length", 0))))
            answer = rest.pop(0)
            status, told = (
                answer if isinstance(answer, tuple) else (answer, {}) if isinstance(answer, int) else (200, answer)
            )
            body = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET  # noqa: N815 - names that the library wants

        def log_message(self, *_: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", sent
    finally:
        server.shutdown()
        server.server_close()


def told(number: str, distribution: str = "opensearch") -> dict:
    return {"version": {"number": number, "distribution": distribution}}


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("127.0.0.1:9200", "is not the address of a cluster"),
        ("https://me:secret@search.example:9200", "Take the password out of the address of search.example"),
    ],
)
def test_an_address_that_will_not_do_is_refused_without_its_password(url, why):
    with pytest.raises(EngineError, match=why) as caught:
        connect([url])
    assert "secret" not in str(caught.value)


def test_without_an_address_the_way_to_give_one_is_told(tmp_path):
    with pytest.raises(EngineError, match="--url https://HOST:9200"):
        open_engine("opensearch", tmp_path, write=True)


def test_a_password_goes_to_another_machine_over_tls_only(monkeypatch):
    monkeypatch.setenv(USER, "me")
    with pytest.raises(EngineError, match=r"in clear text\. Use https"):
        connect(["http://search.example:9200"])
    connect(["https://search.example:9200"]).close()


def test_user_and_password_are_those_of_the_environment(monkeypatch):
    monkeypatch.setenv(USER, "me")
    monkeypatch.setenv(PASSWORD, "secret")
    with answering(told("3.8.0")) as (url, sent):
        assert version(connect([url])) == (3, 8, 0)
    assert sent[0] == b"Basic bWU6c2VjcmV0"


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (told("2.11.1"), r"runs OpenSearch 2\.11\.1: at least 2\.19 is needed"),
        (told("8.15.0", "elasticsearch"), "is not OpenSearch"),
        (401, f"refuses the user name or the password; they are taken from {USER} and {PASSWORD}"),
    ],
)
def test_a_cluster_that_will_not_do_is_refused(answer, why):
    with answering(answer) as (url, _), pytest.raises(EngineError, match=why):
        version(connect([url]))


def test_what_a_busy_cluster_refuses_is_sent_again_and_nothing_else_is(monkeypatch):
    monkeypatch.setattr("indexer.engines.opensearch_bulk._WAITS", (0.01, 0.01))
    done, busy = {"status": 201, "result": "created"}, {"status": 429, "_id": "b", "error": {"reason": "queue full"}}
    first = {"items": [{"index": done}, {"index": busy}]}
    with answering(first, {"items": [{"index": done}]}) as (url, sent):
        assert send(connect([url]), "x", [("a", {"n": 1}), ("b", {"n": 2})]) == (2, 0)
    assert sent[3] == b'{"index":{"_id":"b"}}\n{"n":2}\n'


def test_what_is_refused_for_good_is_an_error_that_names_the_document(monkeypatch):
    monkeypatch.setattr("indexer.engines.opensearch_bulk._WAITS", (0.01,))
    for status in (400, 429):
        refused = {"items": [{"index": {"status": status, "_id": "a", "error": {"reason": "no room"}}}]}
        with answering(refused, refused) as (url, _), pytest.raises(EngineError, match="document a: no room"):
            send(connect([url]), "x", [("a", {})])


def failed(kind: str) -> dict:
    return {"error": {"type": "search_phase_execution_exception", "root_cause": [{"type": kind, "reason": "as if"}]}}


LOST = (404, failed("search_context_missing_exception"))


@pytest.mark.parametrize("passing", [LOST, 429, (500, failed("node_closed_exception"))])
def test_a_search_that_loses_its_node_is_asked_again(passing, monkeypatch):
    monkeypatch.setattr("indexer.engines.opensearch_client._WAITS", (0.01, 0.01))
    with answering(passing, passing, {"hits": {"hits": []}}) as (url, sent):
        assert View(connect([url]), "x", shards=1).hits(Query(limit=1)) == ()
    assert len({*sent[1::2]}) == 1


@pytest.mark.parametrize("lasting", [LOST, (404, failed("index_not_found_exception"))])
def test_a_search_that_fails_for_good_is_an_error(lasting, monkeypatch):
    monkeypatch.setattr("indexer.engines.opensearch_client._WAITS", (0.01,))
    with answering(lasting, lasting) as (url, _), pytest.raises(exceptions.NotFoundError):
        View(connect([url]), "x", shards=1).hits(Query(limit=1))


def test_a_document_on_a_lost_shard_is_an_error_and_not_absent(monkeypatch):
    monkeypatch.setattr("indexer.engines.opensearch_client._WAITS", ())
    row = {"_id": "a", **failed("no_shard_available_action_exception")}
    with answering({"docs": [row]}) as (url, _), pytest.raises(exceptions.TransportError, match="search_phase"):
        View(connect([url]), "x", shards=1).get("a")


def test_a_yellow_index_is_written_and_said_to_be_in_danger(cluster, tmp_path, record, caplog):
    engine = open_engine("opensearch", tmp_path / "index", True, replace(cluster, replicas=5))
    with caplog.at_level(logging.WARNING, "indexer"):
        assert engine.add([record("a")]) == 1
    engine.close()
    assert "is yellow: 5 of its copies are on no node" in caplog.text


def test_a_red_index_is_not_read(cluster, tmp_path):
    client, name = connect(cluster.urls), places.new_name(cluster.alias)
    nowhere = index_settings(cluster, version(client)) | {"routing.allocation.require._name": "nowhere"}
    body = {"settings": {"index": nowhere}, "mappings": mappings()}
    client.indices.create(index=name, body=body, params={"wait_for_active_shards": "0"})
    places.write(tmp_path, places.Place(cluster.urls, name, str(tmp_path)))
    with pytest.raises(EngineError, match="is red: some of its shards are on no node"):
        open_engine("opensearch", tmp_path, cluster=cluster)
    client.indices.delete(index=name)
