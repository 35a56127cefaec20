import json
import random
import shutil
import stat
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from cadence.institute import Institute
from cadence.keeping.backup import back_up
from cadence.keeping.opening import Unreadable, opened_backup

Manifest = dict[str, Any]
pytestmark = pytest.mark.parametrize("backend", ["sqlite"])


@pytest.fixture
def backup(peopled: Institute, tmp_path: Path) -> Path:
    back_up(peopled, tmp_path / "a.cadence")
    return tmp_path / "a.cadence"


def forged(backup: Path, alter: Callable[[Manifest, dict[str, bytes]], None], **extra: ZipInfo) -> Path:
    """Write a backup anew with another manifest or other members, all digests right where they are given."""
    with ZipFile(backup) as old:
        members = {name: old.read(name) for name in old.namelist()}
    manifest = json.loads(members.pop("manifest.json"))
    alter(manifest, members)
    target = backup.with_name("forged.cadence")
    with ZipFile(target, "w", ZIP_DEFLATED) as new:
        for name, data in members.items():
            new.writestr(extra.get(name, name), data)
        new.writestr("manifest.json", json.dumps(manifest))
    return target


def refuse(path: Path, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason), opened_backup(path):
        raise AssertionError("it was believed")


def held(data: bytes) -> dict[str, object]:
    return {"bytes": len(data), "sha256": sha256(data).hexdigest()}


def test_a_byte_that_fell_over_anywhere_is_noticed_or_does_not_matter(backup: Path) -> None:
    data, draw = backup.read_bytes(), random.Random(4)
    with opened_backup(backup) as archive:
        whole = archive.manifest
    noticed = 0
    for _ in range(60):
        at = draw.randrange(len(data))
        backup.write_bytes(data[:at] + bytes([data[at] ^ 1 << draw.randrange(8)]) + data[at + 1 :])
        try:
            with opened_backup(backup) as archive:
                assert archive.manifest == whole  # a date of a member, say, that nobody reads
        except Unreadable:
            noticed += 1
    assert noticed > 40


def test_a_backup_that_was_cut_off_is_refused(backup: Path) -> None:
    data = backup.read_bytes()
    for length in (0, 1, 10, len(data) // 2, len(data) - 1):
        backup.write_bytes(data[:length])
        refuse(backup, "is damaged")


def test_other_files_are_no_backups(backup: Path, tmp_path: Path) -> None:
    (tmp_path / "roster.csv").write_text("Name,School\n")
    refuse(tmp_path / "roster.csv", "is no backup")
    shutil.make_archive(str(tmp_path / "photos"), "zip", backup.parent / "house" / "content")
    refuse(tmp_path / "photos.zip", "is no backup")


def test_what_a_newer_version_wrote_is_refused(backup: Path) -> None:
    def newer_form(manifest: Manifest, _: object) -> None:
        manifest["format"] = 2
        manifest["what nobody knows yet"] = 1

    def newer_tables(manifest: Manifest, _: object) -> None:
        manifest["tables_at"] = "9999"

    for alter in (newer_form, newer_tables):
        refuse(forged(backup, alter), "newer version of Cadence")


@pytest.mark.parametrize(
    "path",
    [
        "../outside", "content/../../outside", "/etc/cron.d/x", "content/./x", "C:\\x", "content\\..\\x",
        "packets", ".restoring/plan.json", "backups/index.json", "cadence.sqlite", "content//x",
    ],
)  # fmt: skip
def test_a_path_that_leads_elsewhere_is_refused(backup: Path, path: str) -> None:
    def slip(manifest: Manifest, members: dict[str, bytes]) -> None:
        members[f"folder/{path}"] = b"x"
        manifest["files"][path] = held(b"x")

    refuse(forged(backup, slip), "no place of an institute|not those that its manifest lists")


def test_links_are_refused(backup: Path) -> None:
    link = ZipInfo("folder/content/link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16

    def linked(manifest: Manifest, members: dict[str, bytes]) -> None:
        members["folder/content/link"] = b"/etc/passwd"
        manifest["files"]["content/link"] = held(b"/etc/passwd")

    refuse(forged(backup, linked, **{"folder/content/link": link}), "is not what the manifest says")


def test_a_bomb_is_refused_before_it_is_opened(backup: Path) -> None:
    def bomb(manifest: Manifest, members: dict[str, bytes]) -> None:
        members["folder/content/big"] = bytes(8 << 20)
        manifest["files"]["content/big"] = held(bytes(8 << 20))

    refuse(forged(backup, bomb), "is not what the manifest says")


def test_a_member_more_or_less_or_another_size_is_refused(backup: Path) -> None:
    def more(_: Manifest, members: dict[str, bytes]) -> None:
        members["folder/content/extra"] = b"x"

    def less(_: Manifest, members: dict[str, bytes]) -> None:
        del members["database/person.jsonl"]

    def longer(_: Manifest, members: dict[str, bytes]) -> None:
        members["database/person.jsonl"] += b"[]\n"

    def other(_: Manifest, members: dict[str, bytes]) -> None:
        members["database/person.jsonl"] = members["database/person.jsonl"].replace(b"Ben", b"Bob")

    def nothing_of_it(manifest: Manifest, members: dict[str, bytes]) -> None:
        del members["folder/institute.toml"], manifest["files"]["institute.toml"]

    for alter in (more, less, longer, other, nothing_of_it):
        refuse(forged(backup, alter), "is damaged")


def test_rows_that_do_not_fit_are_refused_and_nothing_is_left(backup: Path, tmp_path: Path) -> None:
    from cadence.errors import CadenceError
    from cadence.keeping.restore import restore_new

    def alter(manifest: Manifest, members: dict[str, bytes]) -> None:
        members["database/evidence.jsonl"] = b"[1, 2]\n"
        manifest["tables"]["evidence"] |= held(b"[1, 2]\n")

    with opened_backup(forged(backup, alter)) as archive, pytest.raises(CadenceError, match="do not fit"):
        restore_new(archive, tmp_path / "new")
    assert not (tmp_path / "new").exists() and not list(tmp_path.glob(".new*"))
