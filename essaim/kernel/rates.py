"""How often something comes from one address, which is not kept: a mark of it is, for a while."""

from ipaddress import IPv6Network, ip_address
from time import time

from django.core.cache import cache
from django.utils.crypto import salted_hmac


def is_too_often(address: str, what: str, *, most: int, seconds: int) -> bool:
    """Counts one more; whether it is beyond `most` within these seconds of the clock.

    The mark is made with the secret of the house and those seconds: nobody finds the address again,
    nor knows it in the next count. Counted in each web process, unless the house has Redis.
    """
    window = int(time()) // seconds
    source = f"{what}\0{_network_of(address)}\0{window}"
    mark = salted_hmac("essaim.kernel.rates", source, algorithm="sha256").hexdigest()
    cache.add(mark, 0, timeout=seconds)
    try:
        return cache.incr(mark) > most
    except ValueError:  # the cache was full, and let it go
        return False


def _network_of(address: str) -> str:
    """Whoever has an address of version 6 has a whole network of them."""
    bare = ip_address(address)
    return str(IPv6Network((int(bare), 64), strict=False) if bare.version == 6 else bare)
