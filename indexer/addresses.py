"""One spelling for each address, so that a page met twice is one document.

What is kept and what is dropped follows RFC 3986 §6.2.2–6.2.3 and the WHATWG URL standard; dropped besides are the
fragment, and the parameters that name a visit and not a page.
"""

import re
from typing import Final
from urllib.parse import unquote, urljoin

_URL: Final = re.compile(r"(https?)://([^/?#\\]*)([^?#]*)(\?[^#]*)?", re.IGNORECASE)
_IGNORED: Final = re.compile(r"[\x00-\x20\x7f-\xa0]+(?=$)|^[\x00-\x20\x7f-\xa0]+|[\t\r\n]")
_HOST: Final = re.compile(r"[a-z0-9_~-]+(\.[a-z0-9_~-]+)*|\[[0-9a-f:.]+\]")
_HOST_CHARS: Final = 253  # RFC 1035; longer ones also cost the IDNA codec quadratic time
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}

_UNRESERVED: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~")
_ESCAPE: Final = re.compile(r"%([0-9a-fA-F]{2})")
_UNSAFE: Final = re.compile(r"%(?![0-9A-F]{2})|[^!$%&'()*+,\-./0-9:;=?@A-Z_a-z~\[\]|]")

# Names of parameters that follow visitors (advertising, newsletters, sessions) and never choose a page.
_TRACKING: Final = re.compile(
    r"utm_.*|pk_(?:campaign|kwd|source|medium|content)|mtm_.*|[fgdtym]?clid|fbclid|gclsrc|[gw]braid|dclid|msclkid|yclid|ymclid|twclid|ttclid|igshid|igsh"
    r"|li_fat_id|_openstat|mc_[ce]id|_ga|_gl|_hsenc|_hsmi|mkt_tok|vero_id|oly_(?:anon|enc)_id|wickedid|s_cid|replytocom"
    r"|phpsessid|jsessionid|aspsessionid.*|sessionid|session_id|cfid|cftoken",
    re.IGNORECASE,
)
_SESSION_VALUE: Final = re.compile(r"(?:sid|s)=[0-9a-f]{26,40}", re.IGNORECASE)  # "sid=12" is a story, this a session
_PATH_SESSION: Final = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/;]*", re.IGNORECASE)
_ASP_SESSION: Final = re.compile(r"^(?:/\((?:[a-z]\([a-z0-9]{24}\))+\))+(?=/)", re.IGNORECASE)


def canonical_url(url: str) -> str:
    """The one spelling of an http or https address; "" for anything else. Never raises; f(f(x)) == f(x)."""
    match = _URL.match(_IGNORED.sub("", url))
    if not match:
        return ""
    scheme, authority, path, query = match[1].lower(), match[2], match[3], match[4] or ""
    host = _host(authority.rpartition("@")[2], scheme)
    return f"{scheme}://{host}{_path(path)}{_query(query)}" if host else ""


def absolute(base: str, link: str) -> str:
    """Where a link on a page leads; "" where it is no address at all, as "http://[" is none. Never raises."""
    try:
        return urljoin(base, link)
    except ValueError:
        return ""


def site_of(url: str) -> str:
    """The host of a canonical address for people: without "www.", in its own script; with a port that is not usual."""
    host, colon, port = url.partition("://")[2].partition("/")[0].partition(":")
    if host.startswith("["):
        return url.partition("://")[2].partition("/")[0]
    if host.startswith("www.") and "." in host[4:]:
        host = host[4:]
    return ".".join(map(_unicode_label, host.split("."))) + colon + port


def _unicode_label(label: str) -> str:
    try:
        return label.encode("ascii").decode("idna") if label.startswith("xn--") else label
    except UnicodeError:
        return label


def _host(authority: str, scheme: str) -> str:
    """Host and port, lower-case, in ASCII, without the usual port; "" where it can be no host."""
    host, port = _split_port(authority)
    host = _ascii(unquote(host, errors="replace")).lower().rstrip(".")
    if not _HOST.fullmatch(host) or port > 65_535:
        return ""
    return host if port in (-1, _DEFAULT_PORTS[scheme]) else f"{host}:{port}"


def _split_port(authority: str) -> tuple[str, int]:
    host, colon, port = authority.rpartition(":")
    if not colon or not re.fullmatch(r"[0-9]{0,9}", port):
        return authority, -1  # an IPv6 address has colons too
    return host, int(port) if port else -1


def _ascii(host: str) -> str:
    if len(host) > _HOST_CHARS:
        return ""
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return ""


def _path(path: str) -> str:
    path = _ASP_SESSION.sub("", _PATH_SESSION.sub("", _escaped(path.replace("\\", "/"))))
    return _without_dots(path) or "/"


def _without_dots(path: str) -> str:
    """The path with "." and ".." resolved (RFC 3986 §5.2.4)."""
    kept = list[str]()
    segments = path.split("/")
    for segment in segments[1:]:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept)


def _query(query: str) -> str:
    parts = [part for part in _escaped(query[1:]).split("&") if part and not _names_a_visit(part)]
    return "?" + "&".join(parts) if parts else ""


def _names_a_visit(part: str) -> bool:
    name = part.partition("=")[0]
    return _TRACKING.fullmatch(name) is not None or _SESSION_VALUE.fullmatch(part) is not None


def _escaped(text: str) -> str:
    """Percent-encoding in one way: what needs none has none, what needs one has it, in capitals."""
    return _UNSAFE.sub(_escape, _ESCAPE.sub(_unescape, text))


def _unescape(match: re.Match[str]) -> str:
    char = chr(int(match[1], 16))
    return char if char in _UNRESERVED else match[0].upper()


def _escape(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "surrogatepass"))
