"""A site on this machine's loopback, and the command that crawls it in a process of its own: a reactor runs once."""

import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import AF_INET, AF_INET6
from threading import Thread

import pytest


class Site:
    """Answers by path. An answer is (status, headers, body); a text is an HTML page with an ETag of its own."""

    def __init__(self, address: str) -> None:
        self.answers: dict[str, str | tuple[int, dict[str, str], bytes]] = {}
        self.asked: list[str] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site.asked.append(self.path)
                status, headers, body = site.answer(self.path, self.headers.get("If-None-Match", ""))
                self.send_response(status)
                length = {} if "Transfer-Encoding" in headers else {"Content-Length": str(len(body))}
                for name, value in (headers | length).items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            address_family = AF_INET6 if ":" in address else AF_INET

        self._server = Server((address, 0), Handler)
        Thread(target=self._server.serve_forever, daemon=True).start()
        name = f"[{address}]" if ":" in address else address
        self.host = f"{name}:{self._server.server_port}"
        self.url = f"http://{self.host}"

    def answer(self, path: str, known: str) -> tuple[int, dict[str, str], bytes]:
        match self.answers.get(path, (404, {}, b"no such page")):
            case str() as text:
                etag = f'"{hash(text)}"'
                headers = {"ETag": etag, "Content-Type": "text/html; charset=utf-8"}
                return (304, headers, b"") if known == etag else (200, headers, text.encode())
            case answer:
                return answer

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def site(request: pytest.FixtureRequest) -> Iterator[Site]:
    """At 127.0.0.1, or where a test says: `parametrize("site", ["127.0.0.2"], indirect=True)`."""
    site = Site(getattr(request, "param", "127.0.0.1"))
    yield site
    site.close()


def page(number: int, *links: str, edition: int = 1) -> str:
    """An HTML page with a text of its own and links."""
    items = "".join(f'<li><a href="{link}">go</a></li>' for link in links)
    return (
        f"<!doctype html><title>Report {number}</title><ul>{items}</ul><article><h1>Report {number}</h1>"
        f"<p>Edition {edition} of report number {number} tells what the commission found in its year {1900 + number},"
        f" and what it asks of those who can change it.</p></article>"
    )


@pytest.fixture(name="page")
def page_maker() -> object:
    return page


def start(into: Path, *arguments: str, allow: str = "127.0.0.0/8") -> "subprocess.Popen[str]":
    """`winnow crawl` in a process of its own, without a pause between requests."""
    command = [sys.executable, "-c", "from indexer.cli import main; main()", "crawl", *arguments]
    options = ["--into", str(into), "--contact", "test@example.org", "--delay", "0", "--allow-network", allow]
    return subprocess.Popen([*command, *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def crawl(into: Path, *arguments: str, allow: str = "127.0.0.0/8") -> "subprocess.CompletedProcess[str]":
    """The same, to its end."""
    process = start(into, *arguments, allow=allow)
    output, errors = process.communicate(timeout=300)
    return subprocess.CompletedProcess(process.args, process.returncode, output, errors)


@pytest.fixture(name="start")
def crawl_starter() -> object:
    return start


@pytest.fixture(name="crawl")
def crawl_command() -> object:
    return crawl
