import pytest

pytest.importorskip("scrapy")

from indexer.crawler.safety import is_allowed, is_public


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "64:ff9b::5db8:d822"])
def test_hosts_on_the_internet_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    """127.0.0.1 10.1.2.3 172.16.0.1 192.168.1.1 100.64.0.1 169.254.169.254 0.0.0.0 224.0.0.1 255.255.255.255 ::1 ::
    fe80::1 fe80::1%eth0 fc00::1 fd12:3456::1 fec0::1 ff02::1 ff0e::1 ::127.0.0.1 ::ffff:127.0.0.1
    ::ffff:169.254.169.254 2002:7f00:1:: 2002:a9fe:a9fe:: 64:ff9b::7f00:1 64:ff9b:1::7f00:1
    2001:0:4136:e378:8000:63bf:3fff:fdd2 2001:db8::1 100::1""".split(),
)
def test_hosts_inside_of_networks_are_not(address: str) -> None:
    assert not is_public(address)


def test_a_network_that_is_allowed_may_be_spoken_to() -> None:
    assert is_allowed("10.1.2.3", ["10.0.0.0/8"])
    assert not is_allowed("10.1.2.3", ["192.168.0.0/16"])
    assert is_allowed("fd12:3456::1", ["fd12::/16", "10.0.0.0/8"])
    assert not is_allowed("fd12:3456::1", ["10.0.0.0/8"])
