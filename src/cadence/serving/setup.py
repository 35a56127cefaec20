"""How the server is to run: what the command line says, held together before anything is opened."""

import ssl
from dataclasses import dataclass
from pathlib import Path

from cadence.errors import CadenceError
from cadence.serving.address import EVERYWHERE, HERE, Address, reached_by

PORT = 8866


@dataclass(frozen=True)
class Setup:
    """Where the server answers, and what stands in front of it.

    `names` are hosts by which browsers reach it besides its own addresses.
    """

    host: str = HERE
    port: int = PORT
    base: str = "/"
    names: tuple[str, ...] = ()
    certificate: Path | None = None
    key: Path | None = None
    behind_proxy: bool = False

    def __post_init__(self) -> None:
        if not (self.base.startswith("/") and self.base.endswith("/")):
            raise CadenceError(
                f"'{self.base}' is no base address.", "Begin and end it with a stroke: /cadence/"
            )
        if self.key and not self.certificate:
            raise CadenceError("A key is of no use without its certificate.", "Name it: --certificate FILE")
        if self.behind_proxy and self.certificate:
            raise CadenceError(
                "Behind a proxy it is the proxy that has the certificate.", "Leave --certificate out."
            )

        if self.behind_proxy and self.host in EVERYWHERE:
            raise CadenceError(
                "Behind a proxy nobody else may come in: what is said of visitors is believed.",
                "Leave --room out, or name the one address that the proxy comes to: --host ADDRESS",
            )

    @property
    def open(self) -> bool:
        """Return whether others on the network reach it."""
        return self.host != HERE

    def address(self, host: str, port: int) -> Address:
        """Return the address of the server at one of its hosts."""
        return Address("https" if self.certificate else "http", host, port, self.base)

    def addresses(self, port: int) -> tuple[str, ...]:
        """Return the addresses by which others reach it, the best one first."""
        if self.behind_proxy:
            return tuple(str(Address("https", name, 443, self.base)) for name in self.names)
        return tuple(str(self.address(host, port)) for host in reached_by(self.host, self.names))

    def own(self, port: int) -> str:
        """Return the address by which this machine itself reaches it: a certificate is for names."""
        named = self.names if self.certificate else ()
        here = HERE if self.host in EVERYWHERE else self.host
        return str(self.address(next(iter(named), here), port))

    def options(self) -> list[str]:
        """Return the options of the command line that ask for this setup, with files where they lie."""
        told = {
            "--host": self.host,
            "--port": self.port,
            "--base-url": self.base,
            "--certificate": self.certificate and self.certificate.resolve(),
            "--key": self.key and self.key.resolve(),
        }
        usual = (HERE, PORT, "/", None)
        words = [str(word) for pair in told.items() if pair[1] not in usual for word in pair]
        words += [word for name in self.names for word in ("--name", name)]
        return [*words, *(["--behind-proxy"] if self.behind_proxy else [])]

    def context(self) -> ssl.SSLContext | None:
        """Return what encrypts, None where there is no certificate.

        Raises
        ------
        CadenceError
            The files cannot be read, or do not belong together.
        """
        if self.certificate is None:
            return None
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        try:
            context.load_cert_chain(self.certificate, self.key)
        except FileNotFoundError as missing:
            raise CadenceError(
                f"There is no file {missing.filename}.", "Look at --certificate and --key."
            ) from None
        except (ssl.SSLError, OSError) as error:
            raise CadenceError(
                f"{self.certificate} cannot be used: {error.strerror or error}.",
                "It takes a certificate and its key as PEM files, without a passphrase.",
            ) from None
        return context
