"""The fonts of a packet: where their files lie, which characters they have, and as they go into a page."""

from base64 import b64encode
from collections.abc import Callable
from functools import cache
from importlib.metadata import distributions
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

_HOUSE = "fontpkg-atkinson-hyperlegible"
CUTS = {"Regular": (400, "normal"), "Bold": (700, "normal"), "Italic": (400, "italic")}
_HINTS = ("fpgm", "prep", "cvt ", "gasp", "DSIG")


@cache
def house_folder() -> Path:
    """Return the folder of the house font, which its package brings along."""
    import fontpkg_atkinson_hyperlegible  # type: ignore[import-untyped]

    return Path(fontpkg_atkinson_hyperlegible.__file__).parent / "files"


@cache
def spare_folder() -> Path | None:
    """Return the folder of DejaVu, which matplotlib brings along: Greek, Cyrillic, Arabic, Hebrew, signs."""
    spec = find_spec("matplotlib")
    folders = spec.submodule_search_locations if spec else None
    folder = Path(next(iter(folders))) / "mpl-data" / "fonts" / "ttf" if folders else None
    return folder if folder and (folder / "DejaVuSans.ttf").is_file() else None


@cache
def added_files() -> tuple[Path, ...]:
    """Return the font files of other `fontpkg-` packages that somebody installed, for more scripts."""
    found: list[Path] = []
    for package in distributions():
        name = (package.metadata["Name"] or "").lower().replace("_", "-")
        if name.startswith("fontpkg-") and name != _HOUSE:
            files = (Path(str(package.locate_file(file))) for file in package.files or ())
            found.extend(file for file in files if file.suffix.lower() in (".ttf", ".otf"))
    return tuple(sorted(found))


def folders() -> list[Path]:
    """Return every folder that the typesetter should look into."""
    spare = [folder] if (folder := spare_folder()) else []
    return [house_folder(), *spare, *sorted({file.parent for file in added_files()})]


@cache
def families() -> tuple[str, ...]:
    """Return the font families in the order in which a character is looked for."""
    added = dict.fromkeys(_family(file) for file in added_files())
    return ("Atkinson Hyperlegible", *(["DejaVu Sans"] if spare_folder() else []), *added)


@cache
def covered() -> frozenset[int]:
    """Return every character that can be set, as code points."""
    spare = spare_folder()
    regular = [house_folder() / "AtkinsonHyperlegible-Regular.ttf", *added_files()]
    files = [*regular, *([spare / "DejaVuSans.ttf"] if spare else [])]
    return frozenset().union(*map(_characters, files))


def _characters(file: Path) -> set[int]:
    with TTFont(file, lazy=True) as font:
        return set(font.getBestCmap())


def _family(file: Path) -> str:
    with TTFont(file, lazy=True) as font:
        names = font["name"]
        return str(names.getDebugName(16) or names.getDebugName(1))


@cache
def font_faces() -> str:
    """Return the house font as CSS that carries the font itself, so that a page opens offline."""
    return faces(lambda name: f"data:font/woff;base64,{b64encode(woff(name)).decode()}")


def faces(address: Callable[[str], str]) -> str:
    """Return the house font as CSS; `address` says where the file of a cut is to be had."""
    return "\n".join(
        f'@font-face{{font-family:"Atkinson Hyperlegible";font-weight:{weight};font-style:{style};'
        f"font-display:swap;src:url({address(name)})}}"
        for name, (weight, style) in CUTS.items()
    )


@cache
def woff(name: str) -> bytes:
    """Return the file of one of the `CUTS` for a browser."""
    # Screens do not use the hints for old printers, and without them the font is half the size.
    with TTFont(house_folder() / f"AtkinsonHyperlegible-{name}.ttf", recalcTimestamp=False) as font:
        for tag in _HINTS:
            if tag in font:
                del font[tag]
        glyphs = font["glyf"]
        for glyph in glyphs.keys():
            glyphs[glyph].removeHinting()
        font.flavor = "woff"
        kept = BytesIO()
        font.save(kept)
    return kept.getvalue()
