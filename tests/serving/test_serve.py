"""How the server begins and ends, what it refuses to begin with, and what stands in front of it."""

import re
import signal
import socket
import ssl
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPSConnection
from pathlib import Path
from shutil import which
from typing import Any

import pytest
from typer.testing import CliRunner

from cadence.cli import app
from cadence.errors import CadenceError
from cadence.serving import address
from cadence.serving.app import CadenceVoila
from cadence.serving.greeting import greeting, moved
from cadence.serving.running import FILE, last_running, only_one, told
from cadence.serving.setup import Setup
from cadence.serving.unit import unit

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def refusal(monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Return how to ask for a server that must not come to be, and what it says instead."""

    def refused(*words: str) -> str:
        done = CliRunner().invoke(app, ["serve", "--no-browser", *words])
        assert done.exit_code and done.exception
        return str(done.exception)

    monkeypatch.setattr(CadenceVoila, "start", lambda self: pytest.fail("It serves."))
    return refused


# --- beginning and ending ------------------------------------------------------------------------------


def test_it_ends_in_peace_and_says_where_it_was(serve: Any, folder: Any) -> None:
    served = serve(folder)
    assert served.client().get("/join").status == 200
    mark = last_running(folder.root)
    assert mark and mark.lives and mark.addresses == (f"http://127.0.0.1:{served.port}/",)
    with pytest.raises(CadenceError, match=rf"served already at http://127.0.0.1:{served.port}/"):
        only_one(folder.root).__enter__()
    served.process.send_signal(signal.SIGINT)
    said, _ = served.process.communicate(timeout=60)
    assert (served.process.returncode, said.splitlines()[-1]) == (0, "Stopped.")
    assert served.log.read_text() == ""
    left = last_running(folder.root)
    assert left and not left.lives and left.addresses == mark.addresses


def test_a_mark_that_a_killed_server_left_keeps_nobody_out(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('{"process": 1, "began": 12.5, "addresses": ["http://a/"]}')
    with only_one(tmp_path):
        told(tmp_path, ("http://b/",))
        with only_one(tmp_path):  # this very process
            pass
    (tmp_path / FILE).write_text("half a wor")
    with only_one(tmp_path):
        pass


def test_a_port_that_is_taken_is_named_with_another_one(folder: Any, refusal: Callable[..., str]) -> None:
    taken = socket.create_server(("127.0.0.1", 0))
    port = taken.getsockname()[1]
    words = refusal("-i", str(folder.root), "--port", str(port))
    assert words == f"Another program answers at port {port} already. Take another one: --port {port + 1}"
    taken.close()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--base-url", "cadence"], "is no base address"),
        (["--key", "k.pem"], "of no use without its certificate"),
        (["--certificate", "c.pem", "--behind-proxy"], "it is the proxy that has the certificate"),
        (["--certificate", "c.pem"], "There is no file"),
        (["--host", "203.0.113.7"], "is not an address of this machine"),
        (["--host", "no such host"], "There is no address"),
        (["--behind-proxy", "--room"], "Behind a proxy"),
    ],
)
def test_what_does_not_hold_together_is_refused_in_words(
    folder: Any, refusal: Callable[..., str], words: list[str], said: str
) -> None:
    assert said in refusal("-i", str(folder.root), "--allow-root", *words)


def test_root_serves_nobody_but_itself_unless_told(
    folder: Any, refusal: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0, raising=False)
    assert "You are root" in refusal("-i", str(folder.root), "--room")


# --- what it says --------------------------------------------------------------------------------------


def test_alone_it_says_how_to_open_it_and_in_a_room_what_that_means(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(address, "network_addresses", lambda: ["192.168.7.5", "10.0.0.2"])
    alone = greeting("Riverside", Setup(), "http://127.0.0.1:8866/join#x", 8866, "cadence serve")
    assert "Nobody else reaches it" in alone and "cadence serve --room" in alone
    room = greeting("Riverside", Setup(host="0.0.0.0"), "http://127.0.0.1:8866/join#x", 8866, "cadence serve")
    assert "For the room:\n  http://192.168.7.5:8866/\n  http://10.0.0.2:8866/" in room
    assert "unencrypted" in room and "█" in room
    assert "has another address" in moved(Setup(host="0.0.0.0"), 8866)


def test_an_address_names_its_port_where_it_is_not_the_usual_one() -> None:
    assert str(address.Address("http", "192.168.7.5", 80, "/")) == "http://192.168.7.5/"
    assert str(address.Address("https", "::1", 8443, "/c/")) == "https://[::1]:8443/c/"
    assert Setup(behind_proxy=True, names=("a.example",)).addresses(8866) == ("https://a.example/",)
    assert Setup(names=("a.example",)).own(8866) == "http://127.0.0.1:8866/"


def test_a_setup_is_asked_for_by_the_options_that_differ_from_the_usual() -> None:
    assert Setup().options() == []
    words = Setup(port=9000, base="/c/", names=("a.example",), behind_proxy=True).options()
    assert words == ["--port", "9000", "--base-url", "/c/", "--name", "a.example", "--behind-proxy"]
    kept = Setup(host="10.0.0.1", certificate=Path("c.pem"), key=Path("k.pem")).options()
    assert kept == [
        "--host",
        "10.0.0.1",
        "--certificate",
        str(Path.cwd() / "c.pem"),
        "--key",
        str(Path.cwd() / "k.pem"),
    ]


def test_the_unit_lets_the_server_write_to_its_folder_alone() -> None:
    made = unit(
        "50%\nInstitute", Path("/srv/a b"), "cadence", ["/srv/bin/cadence", "serve", "-i", "/srv/a b"]
    )
    assert "Description=Cadence: 50%% Institute\n" in made
    assert "ExecStart=/srv/bin/cadence serve -i '/srv/a b'\n" in made
    assert "ReadWritePaths=/srv/a b\n" in made and "ProtectSystem=strict" in made


# --- under TLS, and behind a proxy ---------------------------------------------------------------------


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    """Return a certificate for cadence.test, and its key."""
    certificate, key = tmp_path / "certificate.pem", tmp_path / "key.pem"
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
    ]
    command += ["-keyout", str(key), "-out", str(certificate), "-subj", "/CN=cadence.test"]
    command += ["-addext", "subjectAltName=DNS:cadence.test", "-days", "2"]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    return certificate, key


class Named(HTTPSConnection):
    """Comes by a name that leads to this machine, and trusts one certificate."""

    def __init__(self, port: int, certificate: Path) -> None:
        super().__init__(
            "cadence.test", port, timeout=60, context=ssl.create_default_context(cafile=certificate)
        )

    def connect(self) -> None:
        line = socket.create_connection(("127.0.0.1", self.port), timeout=60)
        self.sock = self._context.wrap_socket(line, server_hostname=self.host)  # type: ignore[attr-defined]


def joined(port: int, certificate: Path, token: str, base: str = "/", **said: str) -> tuple[int, Any]:
    connection = Named(port, certificate)
    at = "cadence.test" if port == 443 else f"cadence.test:{port}"
    headers = {"Content-Type": "application/json", "Origin": f"https://{at}", **said}
    connection.request("POST", f"{base}join", f'{{"invite": "{token}"}}', headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status, answer.headers


@pytest.mark.proxy
def test_with_a_certificate_it_speaks_tls_and_its_cookie_keeps_to_it(
    serve: Any, folder: Any, certificate: tuple[Path, Path]
) -> None:
    served = serve(
        folder, "--name", "cadence.test", "--certificate", str(certificate[0]), "--key", str(certificate[1])
    )
    status, headers = joined(served.port, certificate[0], served.own)
    assert status == 200
    assert headers["Set-Cookie"].startswith("__Host-cadence-") and "; Secure" in headers["Set-Cookie"]
    assert "max-age" in headers["Strict-Transport-Security"]
    with pytest.raises(OSError):
        served.client().get("/")
    served.process.terminate()
    assert served.process.wait(timeout=60) == 0


@contextmanager
def nginx(folder: Path, inner: int, certificate: tuple[Path, Path]) -> Iterator[int]:
    """Run nginx with what the document shows, at ports and with a certificate of the test's own."""
    (shown,) = re.findall(r"```nginx\n(.*?)```", (ROOT / "docs" / "serving.md").read_text("utf-8"), re.S)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    for old, new in (
        ("listen 443", f"listen 127.0.0.1:{port}"),
        ("127.0.0.1:8866", f"127.0.0.1:{inner}"),
        ("cadence.example.org;", "cadence.test;"),
        ("Host $host;", "Host $http_host;"),  # with the port, which is not the usual one here
    ):
        assert old in shown
        shown = shown.replace(old, new)
    shown = re.sub(r"ssl_certificate .*;", f"ssl_certificate {certificate[0]};", shown)
    shown = re.sub(r"ssl_certificate_key .*;", f"ssl_certificate_key {certificate[1]};", shown)
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    written = folder / "nginx.conf"
    written.write_text(
        f"daemon off; pid {folder}/pid; error_log {folder}/error.log; events {{}}\n"
        f"http {{ access_log off; {temporary}\n{shown}\n}}"
    )
    program = which("nginx") or "/usr/sbin/nginx"
    process = subprocess.Popen([program, "-c", str(written), "-e", f"{folder}/error.log"])
    try:
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=60).close()
                break
            except ConnectionRefusedError:
                assert process.poll() is None, (folder / "error.log").read_text()
        yield port
    finally:
        process.terminate()
        process.wait(timeout=60)


@pytest.mark.proxy
def test_the_proxy_of_the_document_lets_people_in_and_says_where_they_come_from(
    serve: Any, folder: Any, tmp_path: Path, certificate: tuple[Path, Path]
) -> None:
    from cadence.model import Event
    from cadence.store import Viewer

    served = serve(folder, "--behind-proxy", "--name", "cadence.test")
    with nginx(tmp_path, served.port, certificate) as port:
        status, headers = joined(port, certificate[0], served.own, X_Forwarded_For="10.9.8.7")
        assert status == 200 and "; Secure" in headers["Set-Cookie"]
        assert "max-age" in headers["Strict-Transport-Security"]
        status, _ = joined(port, certificate[0], "none", Origin="https://evil.example")
        assert status == 403
    with served.store() as store:
        (event,) = store.view(Viewer("custodian")).all(Event, what="signed in")
    assert event.address == "127.0.0.1"  # as nginx saw it, whatever the visitor claimed


@pytest.mark.postgres
@pytest.mark.parametrize("backend", ["postgresql"])
def test_on_postgresql_who_was_signed_in_still_is_when_the_server_came_back(
    serve: Any, folder: Any, url: str
) -> None:
    moved_to = CliRunner().invoke(app, ["move", url, "-i", str(folder.root), "--yes"])
    assert moved_to.exit_code == 0, moved_to.output
    house = type(folder).open(folder.root)
    served = serve(house)
    ana = served.signed_in()
    served.process.kill()
    served.process.communicate()
    again = serve(house)
    ana.port = again.port
    assert ana.get("/api/me").json["person"] == ana.person


def test_as_an_extension_of_a_jupyter_server_it_refuses_in_words() -> None:
    """Jupyter stops with the reason where extensions must load, and goes on without it elsewhere."""
    command = [sys.executable, "-m", "jupyter_server", "--no-browser", "--ServerApp.port=0", "--allow-root"]
    command += [
        "--ServerApp.jpserver_extensions={'cadence.serving': True}",
        "--ServerApp.reraise_server_extension_failures=True",
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode != 0
    assert "Serve the institute by itself: cadence serve" in done.stderr
