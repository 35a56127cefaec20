"""The secret that an institute's invites are signed with."""

import os
import secrets
from pathlib import Path

from cadence.errors import CadenceError

FILE = ".cadence-secret"  # beside institute.toml; in no export and in no backup
_LENGTH = 32


def signing_secret(root: Path) -> bytes:
    """Return the institute's secret; the first who asks makes it, readable for its owner alone."""
    file = root / FILE
    try:
        return bytes.fromhex(file.read_text("ascii"))
    except FileNotFoundError:
        _make(file)
        return signing_secret(root)
    except (ValueError, UnicodeDecodeError):
        raise CadenceError(
            f"{file} is damaged.", "Delete it: a new one is made, and every invite has to be made anew."
        ) from None


def renew(root: Path) -> None:
    """Throw the secret away: no invite that was made so far lets anybody in again."""
    (root / FILE).unlink(missing_ok=True)
    _make(root / FILE)


def _make(file: Path) -> None:
    """Write a new secret, whole or not at all; whoever comes second leaves the first one's."""
    draft = file.with_name(f"{FILE}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as written:
        written.write(secrets.token_hex(_LENGTH))
    try:
        os.link(draft, file)
    except FileExistsError:
        pass
    except OSError:  # a file system without links
        os.replace(draft, file)
    finally:
        draft.unlink(missing_ok=True)
