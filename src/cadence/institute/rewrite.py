"""Changing one line of institute.toml, its remarks and its order kept."""

from pathlib import Path

from cadence.whole import write_whole

_MARK = b"\xef\xbb\xbf"  # some editors begin a file with it


def rehearse(file: Path) -> None:
    """Write an institute.toml as it is, to learn whether it can be changed; raise OSError where it cannot."""
    write_whole(file, file.read_bytes())


def set_database(file: Path, address: str) -> None:
    """Write another database into an institute.toml; the rest of the file stays, letter for letter."""
    import tomlkit

    raw = file.read_bytes()
    document = tomlkit.parse(raw.removeprefix(_MARK).decode())
    document["database"] = address
    mark = _MARK if raw.startswith(_MARK) else b""
    write_whole(file, mark + tomlkit.dumps(document).encode())
