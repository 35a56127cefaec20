"""What a browser fetches beside a page: all of it from here, under an address that never means another."""

import gzip
import re
from posixpath import join, normpath

import pytest

from cadence.serving.assets import Assets
from cadence.serving.packing import gzipped

ADDRESS = re.compile(rb"""(?:url\(|from\s+|import\s*\(?\s*)["']?([^"')\s;]+)""")
STRANGE = (b"http:", b"https:", b"//", b"data:", b"@import")


@pytest.fixture(scope="module")
def assets() -> Assets:
    return Assets()


def test_an_address_holds_the_digest_of_all_and_leads_to_the_file(assets: Assets) -> None:
    folder, digest, name = assets.address("page.js").split("/", 2)
    found = assets.get(digest, name)
    assert folder == "assets"
    assert found is not None
    assert found.kind.startswith("text/javascript")
    assert gzip.decompress(gzipped(found.packed)) == found.data


def test_another_digest_leads_nowhere(assets: Assets) -> None:
    assert assets.get("0" * 16, "page.js") is None


@pytest.mark.parametrize(
    "name", ["", "/", "../page.js", "page.js/", "PAGE.JS", "session.html.j2", "%2e%2e/page.js"]
)
def test_nothing_but_assets_is_had(assets: Assets, name: str) -> None:
    assert assets.get(assets.digest, name) is None


def test_an_asset_that_is_not_there_has_no_address(assets: Assets) -> None:
    with pytest.raises(KeyError):
        assets.address("nothing.css")


def test_what_an_asset_names_is_an_asset(assets: Assets) -> None:
    for name in assets._files:
        if not name.endswith((".css", ".js")):
            continue
        file = assets.get(assets.digest, name)
        assert file is not None
        for address in ADDRESS.findall(file.data):
            if not address.startswith((b"./", b"../", b"fonts/")):
                continue
            folder = name.rpartition("/")[0]
            wanted = normpath(join(folder, address.decode()))
            assert wanted in assets._files or wanted.startswith("forms/"), f"{name}: {wanted}"


def test_style_sheets_fetch_nothing_from_elsewhere(assets: Assets) -> None:
    for name in (name for name in assets._files if name.endswith(".css")):
        file = assets.get(assets.digest, name)
        assert file is not None
        for address in re.findall(rb"url\(([^)]*)\)", file.data):
            assert not address.startswith(STRANGE)
        assert b"@import" not in file.data
