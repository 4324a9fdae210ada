"""How many sessions there are, of all and of one address; beyond that a calm page until a place is free."""

import asyncio
import ipaddress
import re
from contextlib import asynccontextmanager

import pytest
from websockets.exceptions import InvalidStatus

from app import app
from ravine.client_address import counted, is_near
from ravine.server import limits
from ravine.server.ceilings import Ceilings
from ravine.server.protocols import CONNECTIONS
from ravine.words import Words
from tests.support.asgi import Client, ask, echo
from tests.support.session import dial
from tools.server import ROOT, served

PAGE = {"accept": "text/html,*/*;q=0.8", "accept_language": "ko", "sec_fetch_dest": "document"}


@asynccontextmanager
async def holding(asgi, *addresses: str):
    """One session open for each of ``addresses``."""
    clients = [Client(client=address) for address in addresses]
    tasks = [await client.begin(asgi) for client in clients]
    assert {client.status for client in clients} <= {101}
    yield clients
    for client in clients:
        client.hang_up()
    await asyncio.gather(*tasks)


async def status(asgi, address: str) -> int:
    client = Client(client=address)
    task = await client.begin(asgi)
    client.hang_up()
    await task
    return client.status


def test_one_address_can_take_its_own_places_alone():
    limited = Ceilings(echo, most=10, each=2)

    async def once():
        async with holding(limited, "192.0.2.1", "192.0.2.1"):
            assert await status(limited, "192.0.2.1") == 429
            assert await status(limited, "192.0.2.2") == 101
        assert await status(limited, "192.0.2.1") == 101, "they are free again"

    asyncio.run(once())
    assert not limited.open, "nothing is kept of those who are gone"


def test_beyond_the_ceiling_a_socket_is_refused_in_a_sentence():
    limited = Ceilings(echo, most=2, each=2)

    async def once():
        async with holding(limited, "192.0.2.1", "192.0.2.2"):
            client = Client(client="192.0.2.3", accept_language="ko")
            await (await client.begin(limited))
            assert client.status == 503
            assert Words("ko")("calm-full") in client.sent[1]["body"].decode()
            assert dict(client.sent[0]["headers"])[b"retry-after"] == b"30"
        assert await status(limited, "192.0.2.3") == 101

    asyncio.run(once())


@pytest.mark.parametrize(("kind", "each", "code"), [("full", 2, 503), ("crowded", 1, 429)])
def test_the_page_beyond_it_is_calm_and_tries_again(kind, each, code):
    limited = Ceilings(echo, most=2, each=each)
    limited.open.update({"192.0.2.1": 1, "192.0.2.2": 1} if kind == "full" else {"192.0.2.1": 1})
    got, headers, body = ask(limited, "/lessons", client="192.0.2.1", **PAGE)
    assert (got, headers["retry-after"]) == (code, "30")
    assert Words("ko")(f"calm-{kind}") in body.decode()
    assert '<meta http-equiv="refresh" content="30">' in body.decode()
    for path, asked in (("/healthz", {}), ("/_stcore/health", PAGE), ("/static/js/x.js", {"accept": "*/*"})):
        assert ask(limited, path, client="192.0.2.1", **asked)[0] == 200, "probes and files are for those who are in"


def test_an_app_that_fails_gives_its_place_back():
    async def broken(scope, receive, send):
        raise RuntimeError

    limited = Ceilings(broken, most=1, each=1)
    with pytest.raises(RuntimeError):
        asyncio.run(limited(Client().scope, None, None))
    assert not limited.open


def test_the_app_has_the_ceilings_and_a_school_fits_under_them():
    ceilings = app._build_starlette_app().build_middleware_stack()
    while not isinstance(ceilings, Ceilings):
        ceilings = ceilings.app
    assert (ceilings.most, ceilings.each) == (limits.SESSIONS, limits.SESSIONS_PER_ADDRESS)
    assert 300 < ceilings.each < ceilings.most / 2, "a class of 300, and never most of the places"
    assert CONNECTIONS.each >= min(300 * 7, CONNECTIONS.most // 2), "six for files and a session each"


def test_an_operator_chooses_the_numbers(monkeypatch):
    monkeypatch.setenv("RAVINE_SESSIONS", "12")
    assert limits._number("RAVINE_SESSIONS", 1000) == 12
    for text in ("", "0", "-5", "many", "1e3", "²"):
        monkeypatch.setenv("RAVINE_SESSIONS", text)
        assert limits._number("RAVINE_SESSIONS", 1000) == 1000


def test_the_server_counts_by_the_address_that_a_proxy_names_and_by_no_other_s_word():
    def come(source: str, named: str):
        said = {"X-Forwarded-For": named} if named else {}
        return dial(running.address, additional_headers=said, source_address=(source, 0))

    def refused(source: str, named: str) -> int:
        with pytest.raises(InvalidStatus) as answer:
            come(source, named)
        return answer.value.response.status_code

    with served(RAVINE_SESSIONS="3", RAVINE_SESSIONS_PER_ADDRESS="1") as running, come("127.0.0.1", "5.5.5.1"):
        assert refused("127.0.0.1", "5.5.5.1") == 429
        assert refused("127.0.0.1", "6.6.6.6, 5.5.5.1") == 429, "what the visitor says comes before"
        with come("127.0.0.2", "5.5.5.2"):
            assert refused("127.0.0.2", "5.5.5.3") == 429, "it is no proxy, whatever it says"
            with come("127.0.0.1", "5.5.5.2"):
                assert refused("127.0.0.1", "5.5.5.4") == 503


def test_proxies_are_believed_on_private_networks_alone():
    trusted = re.search(r"FORWARDED_ALLOW_IPS-([^}]+)}", (ROOT / "deploy" / "serve").read_text())[1].split(",")
    networks = [ipaddress.ip_network(one) for one in trusted]
    carrier = ipaddress.ip_network("100.64.0.0/10")  # a platform's own, where no address is anybody's
    assert all(one.is_private or one == carrier for one in networks)
    assert not any(ipaddress.ip_address("127.0.0.2") in one for one in networks if one.version == 4)


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("x" * 1000, "x" * 64),
        ("", ""),
    ],
)
def test_one_line_counts_as_one_address(host, address):
    assert counted(host) == address


def test_a_proxy_is_near():
    assert [is_near(host) for host in ("127.0.0.1", "10.1.2.3", "172.18.0.5", "fd00::1", "")] == [True] * 5
    assert [is_near(host) for host in ("8.8.8.8", "2001:4860:4860::8888", "nonsense")] == [False] * 3
