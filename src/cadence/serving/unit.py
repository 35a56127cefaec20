"""The unit by which systemd keeps the server running, from the start of the machine on."""

import shlex
from collections.abc import Sequence
from pathlib import Path

UNIT = """\
[Unit]
Description=Cadence: {name}
Wants=network-online.target
After=network-online.target postgresql.service

[Service]
User={user}
WorkingDirectory={root}
CacheDirectory=cadence
Environment=HOME=/var/cache/cadence
ExecStart={command}
Restart=on-failure
RestartSec=2
TimeoutStopSec=30
UMask=0077
NoNewPrivileges=yes
PrivateTmp=yes
PrivateDevices=yes
ProtectSystem=strict
ProtectHome=read-only
ProtectKernelTunables=yes
ProtectControlGroups=yes
RestrictSUIDSGID=yes
ReadWritePaths={root}

[Install]
WantedBy=multi-user.target
"""


def unit(name: str, root: Path, user: str, command: Sequence[str]) -> str:
    """Return the unit that runs a command for an institute, with its folder as all that it may write to."""
    return UNIT.format(
        name=_plain(name), root=_plain(str(root)), user=user, command=_plain(shlex.join(command))
    )


def _plain(words: str) -> str:
    """Return words that systemd takes as they are: its specifiers begin with a percent sign."""
    return " ".join(words.split()).replace("%", "%%")
