"""Archives of one answer each, as several tests need them."""


def capture(url: str, date: str, status: str, text: str) -> bytes:
    """A WARC record of one answer."""
    http = f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\n\r\n<p>{text}</p>".encode()
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: {date}\r\n"
    return f"{head}Content-Type: application/http\r\nContent-Length: {len(http)}\r\n\r\n".encode() + http + b"\r\n\r\n"


PAGE = (
    "http://a.example/page",
    "2026-01-01T00:00:00Z",
    "200 OK",
    "A report on the work of the commission in the valley.",
)
GONE = ("http://a.example/page", "2026-02-01T00:00:00Z", "404 Not Found", "No such page.")
BACK = ("http://a.example/page", "2026-03-01T00:00:00Z", "200 OK", "A second report on the work of the commission.")
OTHER = (
    "http://a.example/other",
    "2026-01-01T00:00:00Z",
    "200 OK",
    "Another page, which is there all the time it is asked.",
)
