"""Which hosts may be spoken to? Only public ones: a page may link, and a server redirect, to the inside of a network.

The check is made on the very address that is connected to, after the name was resolved, so no name, spelling of a
number ("2130706433", "0x7f.1") or change of a DNS answer in between gets around it.
"""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any, ClassVar, Final

from scrapy.crawler import Crawler
from scrapy.resolver import CachingThreadedResolver
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

REFUSED: Final = "not a public address"
_NAT64: Final = IPv6Network("64:ff9b::/96")  # RFC 6052: the last 32 bits are an IPv4 address
_Address = IPv4Address | IPv6Address


def is_public(address: str) -> bool:
    """Whether an IP address is of a host on the public internet; a mapped, 6to4 or NAT64 one, by what is inside."""
    inner = _unwrapped(ip_address(address))
    return inner.is_global and not inner.is_multicast


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


class PublicResolver(CachingThreadedResolver):
    """Scrapy's resolver, IPv4, which refuses addresses that are not public. It also sees numbers in place of names."""

    networks: tuple[str, ...] = ()
    refused: ClassVar[set[str]] = set()  # names, for the report: Twisted only says that a name was not resolved

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: Any) -> "PublicResolver":
        resolver = super().from_crawler(crawler, reactor)
        resolver.networks = tuple(crawler.settings.getlist("WINNOW_ALLOWED_NETWORKS"))
        return resolver

    def getHostByName(self, name: str, timeout: Any = ()) -> "Deferred[str]":  # noqa: N802
        """The address of a host. Its Deferred fails with DNSLookupError where it may not be connected to."""
        return super().getHostByName(name, timeout).addCallback(self._checked, name)

    def _checked(self, address: str, name: str) -> str:
        if not is_allowed(address, self.networks):
            self.refused.add(name)
            raise DNSLookupError(f"{REFUSED}: {name} is {address}")
        return address
