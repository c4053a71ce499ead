"""Who asks: the peer's address, or what a trusted proxy says of it; and a path without its secrets."""

import pytest

from leadwright.foundation.attempts import client_address, network_of

PEER = "192.0.2.9"


@pytest.mark.asvs("4.1.3")
@pytest.mark.parametrize(
    ("proxies", "header", "address"),
    [
        (0, "198.51.100.1", PEER),
        (1, "198.51.100.1", "198.51.100.1"),
        (1, "6.6.6.6, 198.51.100.1", "198.51.100.1"),
        (2, "6.6.6.6, 198.51.100.1, 10.0.0.1", "198.51.100.1"),
        (2, "198.51.100.1", PEER),
        (1, "", PEER),
        (1, "unknown", PEER),
        (1, "198.51.100.1:443", PEER),
        (1, "<script>", PEER),
        (1, "2001:db8::1", "2001:db8::1"),
        (1, "::ffff:198.51.100.1", "198.51.100.1"),
    ],
)
def test_only_what_our_own_proxies_say_is_believed(rf, settings, proxies, header, address):
    settings.PROXIES = proxies
    request = rf.get("/", REMOTE_ADDR=PEER, headers={"X-Forwarded-For": header})
    assert client_address(request) == address


def test_a_household_of_the_new_net_is_its_first_half():
    assert network_of("2001:db8:1:2:3:4:5:6") == network_of("2001:db8:1:2::9") == "2001:db8:1:2::"
    assert network_of("192.0.2.1") == "192.0.2.1"
    assert network_of(None) is None
