"""The page's contexts let only those connect that the own authority has signed, and a name may do only what is listed."""

from __future__ import annotations

import shutil
import ssl
import subprocess

import pytest

from tests.lacking import lack
from tests.site.samples import defined_in

NAMES = defined_in("mutual-tls")
peer, authorise = NAMES["peer"], NAMES["authorise"]


def openssl(folder, *arguments):
    subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    """Return a folder with an authority, two certificates of it, and one that signed itself."""
    if shutil.which("openssl") is None:
        lack("OpenSSL", "install it (Debian: apt install openssl)")
    folder = tmp_path_factory.mktemp("authority")
    signed = ("-CA", "root.pem", "-CAkey", "root.key")
    for name, by in (("root", ()), ("payments", signed), ("checkout", signed), ("stranger", ())):
        openssl(folder, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "1",
                "-keyout", f"{name}.key", "-out", f"{name}.pem", "-subj", f"/CN={name}",
                "-addext", f"subjectAltName=URI:spiffe://shop.example/{name}", *by)  # fmt: skip
    return folder


def connect(folder, client_name, server_name="payments"):
    """Shake hands in memory; return what each end sees of the other."""
    roots = (folder / "root.pem").read_text()
    server, client = NAMES["server_context"](roots), NAMES["client_context"](roots)
    for context, name in ((server, server_name), (client, client_name)):
        if name:
            context.load_cert_chain(folder / f"{name}.pem", folder / f"{name}.key")
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    one = client.wrap_bio(to_client, to_server)
    two = server.wrap_bio(to_server, to_client, server_side=True)
    left = [one, two]
    for _ in range(6):
        for end in list(left):
            try:
                end.do_handshake()
            except ssl.SSLWantReadError:
                continue
            left.remove(end)
    assert not left
    return one.getpeercert(), two.getpeercert()


def test_both_ends_know_each_other(authority):
    server, client = connect(authority, "checkout")
    assert (peer(server, "shop.example"), peer(client, "shop.example")) == ("/payments", "/checkout")


@pytest.mark.parametrize("name", [None, "stranger"])
def test_a_client_that_the_authority_did_not_sign_does_not_get_in(authority, name):
    with pytest.raises(ssl.SSLError, match=r"PEER_DID_NOT_RETURN_A_CERTIFICATE|CERTIFICATE_VERIFY_FAILED"):
        connect(authority, name)


def test_a_server_that_the_authority_did_not_sign_is_refused(authority):
    with pytest.raises(ssl.SSLError, match="CERTIFICATE_VERIFY_FAILED"):
        connect(authority, "checkout", server_name="stranger")


def named(*names):
    return {"subjectAltName": tuple(("URI", name) for name in names)}


@pytest.mark.parametrize(
    "certificate",
    [
        {},
        None,
        {"subjectAltName": (("DNS", "shop.example"),)},
        named("spiffe://shop.example/checkout", "spiffe://shop.example/payments"),
        named("spiffe://shop.example.evil.example/checkout"),
        named("https://shop.example/checkout"),
        named("spiffe://shop.example/checkout?of=payments"),
        named("spiffe://shop.example/checkout#1"),
        named("spiffe://shop.example/check\nout"),
        named("spiffe://shop.example/checkout\n"),
        named("spiffe://shop.example/pictures/../checkout"),
        named("spiffe://shop.example/.."),
        named("spiffe://shop.example//checkout"),
        named("spiffe://shop.example"),
        named("spiffe://shop.example:443/checkout"),
        named("spiffe://[/checkout"),
    ],
)
def test_a_certificate_without_exactly_one_name_of_the_domain_names_no_one(certificate):
    with pytest.raises(PermissionError):
        peer(certificate, "shop.example")


def test_a_name_may_have_several_parts():
    assert peer(named("spiffe://shop.example/eu/checkout-2.1"), "shop.example") == "/eu/checkout-2.1"


def test_a_name_may_do_what_is_listed_and_nothing_else():
    allowed = {"/checkout": {"charge"}}
    authorise(allowed, "/checkout", "charge")
    for caller, operation in (("/checkout", "refund"), ("/pictures", "charge"), ("/checkout/evil", "charge")):
        with pytest.raises(PermissionError):
            authorise(allowed, caller, operation)


def test_renewals_are_spread_around_half_the_life():
    hours = [NAMES["renewal"](0, 24, share) for share in (0, 0.5, 1)]
    assert hours == pytest.approx([10.8, 12, 13.2])
