"""The address that a request comes from, as the limits count it."""

import ipaddress
from collections.abc import Mapping
from functools import lru_cache
from typing import Any


def address_of(scope: Mapping[str, Any]) -> str:
    """The client's address, by :func:`counted`; empty where the server gives none (a Unix socket).

    uvicorn has put the visitor's address in place of a proxy's, by ``X-Forwarded-For``, where the proxy is one of
    ``FORWARDED_ALLOW_IPS``: a header of anybody else is not believed.
    """
    client = scope.get("client")
    return counted(client[0]) if client else ""


@lru_cache(maxsize=4096)
def counted(host: str) -> str:
    """``host`` as limits count it: of IPv6 the first 64 bits, which one line is given whole; IPv4 as it is."""
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return host[:64]
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((int(address) >> 64 << 64, 64)))


@lru_cache(maxsize=4096)
def is_near(host: str) -> bool:
    """Whether ``host`` is on this machine or a private network: then it may be a proxy, with all visitors behind it."""
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_private
    except ValueError:
        return not host
