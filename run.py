"""Set Cadence up in this folder and run it; needs Python 3.11 or newer and nothing else.

    python3 run.py                        the demo: an institute and its packets
    python3 run.py test [pytest options]  the tests that this machine can run
    python3 run.py lint                   the checks of style, types and layers
    python3 run.py setup [use|test|dev]   only the set-up
    python3 run.py <any cadence command>  for instance: python3 run.py new my-institute

The first run makes `.venv` from the locked dependencies; later runs find it as it should be and start
at once. A set-up that was cut short is started afresh by the next run.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "cadence-setup.json"
WINDOWS = os.name == "nt"
BIN = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = BIN / ("python.exe" if WINDOWS else "python")
NEWEST, OLDEST = 14, 11  # Python 3.x: those to look for, and the oldest that will do

# Each level holds everything of those before it.
LEVELS = ("use", "test", "dev")
LOCKS = {"use": "requirements.lock", "test": "requirements-test.lock", "dev": "requirements-dev.lock"}

PIP = ("--no-input", "--disable-pip-version-check", "install", "--no-deps")
LINT = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
    ("lint-imports",),
    ("nbstripout", "--verify", "--keep-id", *sorted(map(str, ROOT.glob("notebooks/*.ipynb")))),
)


class CannotSetUp(Exception):
    """The set-up cannot go on; the text says what to do."""


# --- is it set up? -------------------------------------------------------------------------------------


def fingerprint(level: str) -> str:
    """Return what the environment of a level is made from, as a hash."""
    made_from = hashlib.sha256(str(ROOT).encode())
    for name in (LOCKS[level], "pyproject.toml"):
        made_from.update((ROOT / name).read_bytes())
    return made_from.hexdigest()


def stamped() -> dict[str, str]:
    """Return what the last set-up wrote about itself, or nothing."""
    try:
        return dict(json.loads(STAMP.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def write_stamp(**words: str) -> None:
    """Write the stamp whole or not at all."""
    draft = STAMP.with_suffix(".new")
    draft.write_text(json.dumps(words), encoding="utf-8")
    draft.replace(STAMP)


def ready(level: str) -> bool:
    """Return whether `.venv` holds what this level needs, as it is locked today."""
    stamp = stamped()
    had = stamp.get("level", "")
    enough = had in LEVELS and LEVELS.index(had) >= LEVELS.index(level)
    return enough and PYTHON.exists() and stamp.get("print") == fingerprint(had)


# --- setting up ----------------------------------------------------------------------------------------


def set_up(level: str) -> None:
    """Make `.venv` hold what this level needs."""
    if ready(level):
        return
    if VENV.exists() and any(VENV.iterdir()) and not STAMP.exists():
        raise CannotSetUp(f"{VENV} was not made by run.py. Move it away or delete it, then run this again.")
    had = stamped().get("level", "")
    level = max(level, had, key=lambda name: LEVELS.index(name) if name in LEVELS else -1)
    whole = bool(stamped().get("print")) and PYTHON.exists() and stamped().get("root") == str(ROOT)
    what = "Bringing Cadence up to date" if whole else "Setting Cadence up"
    where = f"{VENV.name} ({sys.platform}, Python {sys.version.split()[0]})"
    say(f"{what} in {where}. Only this run takes a while.")
    install(level, whole)
    write_stamp(level=level, print=fingerprint(level), root=str(ROOT))
    say("Ready.")


def install(level: str, whole: bool) -> None:
    """Fill the environment with the first means that works: uv, then pip."""
    uv = shutil.which("uv")
    if uv:
        try:
            return fill(uv_ways(uv, whole), level)
        except CannotSetUp as reason:
            say(f"{reason}\nuv could not do it; trying pip instead.")
            whole = False
    fill(pip_ways(whole), level)


def fill(pip: list[str], level: str) -> None:
    """Install the locked dependencies and then the project itself, which asks the network for nothing."""
    write_stamp(level=level)  # no `print` in it: should this stop half-way, the next run starts afresh
    lock = ROOT / LOCKS[level]
    count = len(re.findall(r"^\S+==", lock.read_text(encoding="utf-8"), re.MULTILINE))
    say(f"  installing {count} locked packages")
    watch([*pip, "--require-hashes", "-r", str(lock)], count)
    say("  installing Cadence itself")
    offline = "--offline" if Path(pip[0]).stem.lower() == "uv" else "--no-index"
    watch([*pip, offline, "--no-build-isolation", "-e", str(ROOT)], 0)


def uv_ways(uv: str, whole: bool) -> list[str]:
    """Return the start of uv's install command, after making an empty environment where there is none."""
    if not whole:
        empty()
        say("  making an environment with uv")
        run([uv, "venv", "--quiet", "--allow-existing", "--python", sys.executable, str(VENV)])
    return [uv, "pip", "install", "--python", str(PYTHON), "--no-deps", "--compile-bytecode"]


def pip_ways(whole: bool) -> list[str]:
    """Return the start of pip's install command, after making an empty environment where there is none."""
    own = [str(PYTHON), "-m", "pip"]
    if whole and works([*own, "--version"]):
        return [*own, *PIP]
    empty()
    say("  making an environment with venv")
    if works([sys.executable, "-m", "venv", str(VENV)]) and works([*own, "--version"]):
        return [*own, *PIP]
    say("  this Python's venv brings no pip; using the system's pip from outside")
    empty()
    run([sys.executable, "-m", "venv", "--without-pip", str(VENV)], no_pip())
    outside = [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    if not works([*outside, "--version"]):
        raise CannotSetUp(no_pip())
    return [*outside, *PIP]


def empty() -> None:
    """Clear away what an earlier set-up left half-made, and mark the new folder as ours."""
    shutil.rmtree(VENV, ignore_errors=True)
    VENV.mkdir(exist_ok=True)
    write_stamp()


def no_pip() -> str:
    """Return what to install where Python comes without pip."""
    release = f"{sys.version_info.major}.{sys.version_info.minor}"
    return (
        f"This Python ({sys.executable}) has neither a working venv nor pip 22.3 or newer.\n"
        f"Install one of these, then run this again:\n"
        f"  Debian, Ubuntu:  sudo apt install python3-venv  (or python{release}-venv)\n"
        f"  Fedora:          sudo dnf install python3-pip\n"
        f"  any system:      uv, as its own documentation says, or Python from python.org"
    )


# --- talking to other programs -------------------------------------------------------------------------


def say(text: str) -> None:
    """Print a line at once."""
    print(text, flush=True)


def surroundings() -> dict[str, str]:
    """Return the environment for installers: into `.venv` alone, trusting whom the system trusts."""
    given = {"PIP_USER": "0", "PIP_REQUIRE_VIRTUALENV": "0", "UV_SYSTEM_CERTS": "1", "PYTHONUTF8": "1"}
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONHOME", "VIRTUAL_ENV")}
    return {**kept, **given}


def works(command: list[str]) -> bool:
    """Return whether a command runs and succeeds, saying nothing."""
    void = subprocess.DEVNULL
    try:
        return not subprocess.call(command, stdin=void, stdout=void, stderr=void, env=surroundings())
    except OSError:
        return False


def run(command: list[str], otherwise: str = "") -> None:
    """Run a command quietly; if it fails, show what it said."""
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, text=True, env=surroundings(), check=False
    )
    if done.returncode:
        raise CannotSetUp(otherwise or f"{' '.join(command)}\n{done.stdout}{done.stderr}".rstrip())


def watch(command: list[str], count: int) -> None:
    """Run an installer and show how far it is; if it fails, show the end of what it said."""
    said: list[str] = []
    seen = 0
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, encoding="utf-8", errors="replace", env=surroundings(),
    ) as installer:  # fmt: skip
        assert installer.stdout is not None
        for line in installer.stdout:
            said.append(line.rstrip())
            seen += line.startswith(("Collecting ", "Requirement already"))
            progress(line, seen, count)
    if installer.returncode:
        tail = "\n".join(f"    {line}" for line in said[-15:])
        raise CannotSetUp(f"{tail}\nThat did not work: see the lines above, then run this again.")


def progress(line: str, seen: int, count: int) -> None:
    """Say something now and then: every 20th package of pip, the long last step, the steps of uv."""
    if line.startswith("Collecting ") and count and seen % 20 == 0:
        say(f"    {seen} of {count}")
    elif line.startswith("Installing collected"):
        say("    unpacking" if count else "    linking")
    elif line.startswith(("Prepared ", "Installed ", "Bytecode")):
        say(f"    {line.strip()}")


# --- commands ------------------------------------------------------------------------------------------


def test(options: list[str]) -> int:
    """Run the tests; `conftest.py` names the groups that this machine cannot run and leaves them out."""
    set_up("test")
    os.chdir(ROOT)
    return become(
        [
            str(PYTHON),
            "-m",
            "pytest",
            *(options or ["-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder"]),
        ]
    )


def lint() -> int:
    """Run every check of style, types and layers, and say which ones failed."""
    set_up("dev")
    failed = []
    for command in LINT:
        name = " ".join(command[:2])
        say(f"-- {name}")
        if subprocess.run([str(BIN / command[0]), *command[1:]], cwd=ROOT, check=False).returncode:
            failed.append(name)
    say(f"Failed: {', '.join(failed)}" if failed else "All checks passed.")
    return 1 if failed else 0


def setup(options: list[str]) -> int:
    """Only set up."""
    level = options[0] if options else "use"
    if level not in LEVELS:
        raise CannotSetUp(f"There is no set-up '{level}'. Known: {', '.join(LEVELS)}.")
    set_up(level)
    return 0


def cadence(words: list[str]) -> int:
    """Run a command of Cadence, or the demo."""
    set_up("use")
    called = "python run.py" if WINDOWS else "python3 run.py"
    return become([str(BIN / "cadence"), *(words or ["demo"])], CADENCE_CALLED=called)


def become(command: list[str], **told: str) -> int:
    """Hand over to a program of the environment; where the system can, this process becomes it."""
    around = {
        **os.environ,
        **told,
        "VIRTUAL_ENV": str(VENV),
        "PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}",
    }
    if WINDOWS:
        with contextlib.suppress(KeyboardInterrupt):  # the program has had it too, and answers by itself
            return subprocess.run(command, env=around, check=False).returncode
        return 130
    sys.stdout.flush()
    os.execve(command[0], command, around)


def find_newer_python() -> None:
    """Start again under a Python that is new enough, or say that there is none."""
    for minor in range(NEWEST, OLDEST - 1, -1):
        found = shutil.which(f"python3.{minor}")
        if found and works([found, "--version"]):
            sys.exit(subprocess.call([found, *sys.argv]))
    raise CannotSetUp(f"Cadence needs Python 3.{OLDEST} or newer; this is {sys.version.split()[0]}.")


def main(words: list[str]) -> int:
    """Do what was asked for."""
    try:
        if sys.version_info[:2] < (3, OLDEST):
            find_newer_python()
        if words[:1] == ["test"]:
            return test(words[1:])
        if words[:1] == ["setup"]:
            return setup(words[1:])
        return lint() if words == ["lint"] else cadence(words)
    except (CannotSetUp, OSError) as reason:
        say(f"\n{reason}")
        return 1
    except KeyboardInterrupt:
        say("\nStopped. The next run takes the set-up up again.")
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
