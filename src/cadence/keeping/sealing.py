"""Sealing a file with a passphrase, in the format of age (age-encryption.org), which any age tool opens."""

from pathlib import Path

from cadence.errors import CadenceError

_BEGINNINGS = (b"age-encryption.org/", b"-----BEGIN AGE ENCRYPTED FILE")
SHORTEST = 12  # letters of a passphrase


def is_sealed(beginning: bytes) -> bool:
    """Return whether a file that begins like this is sealed."""
    return beginning.startswith(_BEGINNINGS)


def sealed(data: bytes, passphrase: str) -> bytes:
    """Return bytes that nobody reads without the passphrase; refuse one that can be guessed."""
    from pyrage import passphrase as age

    if len(passphrase) < SHORTEST:
        raise CadenceError(
            f"The passphrase has {len(passphrase)} letters; {SHORTEST} are the least.",
            "Take four or five words that do not belong together.",
        )
    return bytes(age.encrypt(data, passphrase))


def unsealed(path: Path, passphrase: str) -> bytes:
    """Return what a sealed file holds.

    Raises
    ------
    CadenceError
        The passphrase is another one, or the file is damaged.
    """
    from pyrage import DecryptError
    from pyrage import passphrase as age

    try:
        return bytes(age.decrypt(path.read_bytes(), passphrase))
    except DecryptError as error:
        if str(error) == "Decryption failed":
            raise CadenceError(f"This is not the passphrase of {path.name}.", "Try again.") from error
        raise CadenceError(
            f"{path.name} is damaged: {error}. Nothing was changed.", "Use another copy of it."
        ) from error
