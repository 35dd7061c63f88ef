"""Which hosts may be spoken to? Only public ones: a page may link, and a server redirect, to the inside of a network.

The check is made on the very address that is connected to, after the name was resolved, so no name, spelling of a
number ("2130706433", "0x7f.1") or change of a DNS answer in between gets around it.
"""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any, ClassVar, Final, cast

from scrapy.crawler import Crawler
from scrapy.resolver import CachingHostnameResolver
from twisted.internet.interfaces import IResolutionReceiver
from zope.interface import implementer

REFUSED: Final = "not a public address"
_NAT64: Final = IPv6Network("64:ff9b::/96")  # RFC 6052: the last 32 bits are an IPv4 address
# RFC 4291: all that is given out. Beyond it Python takes ::127.0.0.1, fec0::1 and a local NAT64 for the internet.
_UNICAST: Final = IPv6Network("2000::/3")
_Address = IPv4Address | IPv6Address


def is_public(address: str) -> bool:
    """Whether an IP address is of a host on the public internet; a mapped, 6to4 or NAT64 one, by what is inside."""
    inner = _unwrapped(ip_address(address))
    given_out = isinstance(inner, IPv4Address) or inner in _UNICAST
    return given_out and inner.is_global and not inner.is_multicast


def _unwrapped(address: _Address) -> _Address:
    if isinstance(address, IPv4Address):
        return address
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped or address.sixtofour or address


def is_allowed(address: str, networks: Iterable[str]) -> bool:
    """Whether the address may be connected to: a public one, or one in the networks that the owner allows."""
    ip = ip_address(address)
    return is_public(address) or any(ip in ip_network(network) for network in networks)


@implementer(IResolutionReceiver)
class _PublicOnly:
    """Passes on the addresses of a name that may be connected to."""

    def __init__(self, receiver: Any, resolver: "PublicResolver", name: str) -> None:
        self._receiver, self._resolver, self._name = receiver, resolver, name
        self.resolutionBegan = receiver.resolutionBegan
        self.resolutionComplete = receiver.resolutionComplete

    def addressResolved(self, address: Any) -> None:  # noqa: N802  # Twisted's name
        if is_allowed(address.host, self._resolver.networks):
            self._receiver.addressResolved(address)
        else:
            self._resolver.refused.add(self._name)


class PublicResolver(CachingHostnameResolver):
    """Scrapy's resolver, IPv4 and IPv6, without the addresses that are not public. It also sees numbers in place of
    names. A name without any other cannot be connected to."""

    networks: tuple[str, ...] = ()
    refused: ClassVar[set[str]] = set()  # names, for the report: Twisted only says that a name was not resolved

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: Any) -> "PublicResolver":
        resolver = super().from_crawler(crawler, reactor)
        resolver.networks = tuple(crawler.settings.getlist("WINNOW_ALLOWED_NETWORKS"))
        return resolver

    def resolveHostName(  # type: ignore[override]  # noqa: N802  # Twisted gives the first two by position
        self, receiver: Any, name: str, *options: Any, **named: Any
    ) -> Any:
        public = cast("IResolutionReceiver", _PublicOnly(receiver, self, name))
        return super().resolveHostName(public, name, *options, **named)
