"""A small district as a OneRoster package of either version, and ways to change it and to pack it."""

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cadence.model import School
from cadence.store import Store, View, Viewer

Files = dict[str, str]
Packed = Callable[..., Path]

# What may never be seen again, of two students and a parent; 'Zz' stands in every such word.
SECRET = "Zz"
ORGS = """\
sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId
org-d,,,Houston ISD,district,4823640,
org-g,,,Grady Middle School,school,482364001271,org-d
org-b,,,BELLAIRE H S,school,,org-d
"""
USERS_11 = """\
sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,givenName,familyName,email,password
u-ann,,,true,org-g,administrator,Ann,Example,ann@example.org,hunter2
u-bob,,,true,org-g,teacher,Bob,Sample,bob@example.org,hunter2
u-zz1-Zz,,,true,org-g,student,ZzStu,ZzDent,zz1Zz@example.org,hunter2
u-cy,,,true,"org-g,org-b",administrator,Cy,Both,cy@example.org,hunter2
u-zz2-Zz,,,true,org-b,student,ZzPu,ZzPil,,hunter2
u-zz3-Zz,,,true,org-b,parent,ZzPa,ZzRent,zz3Zz@example.org,hunter2
u-di,,,true,org-d,administrator,Di,Office,di@example.org,hunter2
"""
USERS_12 = """\
sourcedId,status,dateLastModified,enabledUser,givenName,familyName,email,password,preferredGivenName
u-ann,,,true,Anna,Example,ann@example.org,hunter2,Ann
u-bob,,,true,Bob,Sample,bob@example.org,hunter2,
u-zz1-Zz,,,true,ZzStu,ZzDent,zz1Zz@example.org,hunter2,
u-cy,,,true,Cy,Both,cy@example.org,hunter2,
u-zz2-Zz,,,true,ZzPu,ZzPil,,hunter2,
u-zz3-Zz,,,true,ZzPa,ZzRent,zz3Zz@example.org,hunter2,
u-di,,,true,Di,Office,di@example.org,hunter2,
"""
ROLES_12 = """\
sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId
r1,,,u-ann,primary,principal,2024-08-01,,org-g
r2,,,u-bob,primary,teacher,2024-08-01,,org-g
r3,,,u-zz1-Zz,primary,student,2024-08-01,,org-g
r4,,,u-cy,secondary,teacher,2024-08-01,,org-g
r5,,,u-cy,primary,principal,2024-08-01,,org-g
r6,,,u-cy,secondary,siteAdministrator,2024-08-01,,org-b
r7,,,u-zz2-Zz,primary,student,2024-08-01,,org-b
r8,,,u-zz3-Zz,primary,parent,2024-08-01,,org-b
r9,,,u-di,primary,districtAdministrator,2024-08-01,,org-d
"""


def manifest(version: str, **modes: str) -> str:
    """Return a manifest; files are bulk unless a mode says otherwise."""
    roles = {"roles": "bulk"} if version == "1.2" else {}
    said = {"orgs": "bulk", "users": "bulk", **roles, "enrollments": "absent", **modes}
    lines = [f"file.{file},{mode}" for file, mode in said.items()]
    return (
        "\n".join(["propertyName,value", "manifest.version,1.0", f"oneroster.version,{version}", *lines])
        + "\n"
    )


def district(version: str, **modes: str) -> Files:
    """Return the files of the small district in one of the versions."""
    files = {"manifest.csv": manifest(version, **modes), "orgs.csv": ORGS}
    if version == "1.1":
        return {**files, "users.csv": USERS_11}
    return {**files, "users.csv": USERS_12, "roles.csv": ROLES_12}


@pytest.fixture
def packed(tmp_path: Path) -> Packed:
    """Write files to a folder, or to a zip where the name says so, and return its path."""

    def pack(files: dict[str, str | bytes], name: str = "district") -> Path:
        path = tmp_path / name
        if path.suffix == ".zip":
            with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
                for file, content in files.items():
                    archive.writestr(file, content)
            return path
        for file, content in files.items():
            (path / file).parent.mkdir(parents=True, exist_ok=True)
            (path / file).write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return pack


@pytest.fixture(params=["1.1", "1.2"])
def version(request: pytest.FixtureRequest) -> str:
    """Name each version in turn."""
    return str(request.param)


@pytest.fixture
def houston() -> Iterator[View]:
    """A store that knows both schools of the small district, as the importing process sees it."""
    with Store.open("sqlite://") as store:
        view = store.view(Viewer(role="custodian"))
        view.write(
            School(id="482364001271", name="GRADY MIDDLE"), School(id="482364001201", name="BELLAIRE H S")
        )
        yield view
