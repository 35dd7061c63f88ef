"""A cluster over TLS: one whose certificate cannot be verified is told nothing, the password least of all."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from threading import Thread

import pytest

pytest.importorskip("opensearchpy", reason="no opensearch-py: pip install 'winnow-search[opensearch]'")
pytest.importorskip("cryptography", reason="no cryptography, to make certificates with")

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from indexer.engines.opensearch_client import PASSWORD, USER, connect, version
from indexer.errors import EngineError

INFO = b'{"version": {"number": "3.8.0", "distribution": "opensearch"}}'
TOMORROW = datetime.now(UTC) + timedelta(days=1)


class Authority:
    """Signs certificates for hosts, and has one of its own."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder, self._name = folder, called(name)
        self._key = ec.generate_private_key(ec.SECP256R1())
        own = x509.BasicConstraints(ca=True, path_length=None)
        self.file = self._written(f"{name}.pem", self._signed(name, self._key, own), None)

    def of(self, host: str, until: datetime = TOMORROW) -> Path:
        """Key and certificate of a server that says it is `host`, an address."""
        key = ec.generate_private_key(ec.SECP256R1())
        named = x509.SubjectAlternativeName([x509.IPAddress(ip_address(host))])
        return self._written(f"{host}.pem", self._signed(host, key, named, until), key)

    def _signed(self, name: str, key, extension, until: datetime = TOMORROW):
        builder = x509.CertificateBuilder(self._name, called(name), key.public_key(), x509.random_serial_number())
        dated = builder.not_valid_before(TOMORROW - timedelta(days=9)).not_valid_after(until)
        return dated.add_extension(extension, critical=True).sign(self._key, hashes.SHA256())

    def _written(self, name: str, certificate, key) -> Path:
        pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
        private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain) if key else b""
        file = self._folder / name
        file.write_bytes(private + certificate.public_bytes(pem))
        return file


def called(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])


@contextmanager
def secured(certificate: Path) -> Iterator[tuple[str, list[str]]]:
    """The address of a cluster with this certificate, and the names and passwords that it was sent."""
    sent = list[str]()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            sent.append(self.headers["Authorization"])
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(INFO)))
            self.end_headers()
            self.wfile.write(INFO)

        def log_message(self, *_: object) -> None:
            """Nothing."""

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.handle_error = lambda *_: None  # who does not trust us hangs up
    server.socket = context.wrap_socket(server.socket, server_side=True)
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield f"https://127.0.0.1:{server.server_port}", sent
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Authority:
    """Our own, which the environment names, and a password to keep."""
    ours = Authority(tmp_path, "ours")
    monkeypatch.setenv("SSL_CERT_FILE", str(ours.file))
    monkeypatch.setenv(USER, "me")
    monkeypatch.setenv(PASSWORD, "secret")
    return ours


def test_a_cluster_is_asked_whose_certificate_our_own_authority_signed(authority: Authority) -> None:
    with secured(authority.of("127.0.0.1")) as (url, sent):
        assert version(connect([url])) == (3, 8, 0)
    assert sent == ["Basic bWU6c2VjcmV0"]


def refused(certificate: Path, why: str) -> None:
    with secured(certificate) as (url, sent), pytest.raises(EngineError, match=why):
        version(connect([url]))
    assert sent == []


def test_a_cluster_that_another_authority_vouches_for_is_refused(authority: Authority, tmp_path: Path) -> None:
    refused(Authority(tmp_path, "another").of("127.0.0.1"), "certificate verify failed")


def test_a_certificate_of_another_host_is_refused(authority: Authority) -> None:
    refused(authority.of("127.0.0.2"), "127.0.0.1")


def test_a_certificate_that_has_run_out_is_refused(authority: Authority) -> None:
    refused(authority.of("127.0.0.1", TOMORROW - timedelta(days=3)), "certificate has expired")
