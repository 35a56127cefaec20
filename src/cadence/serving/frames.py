"""What a live page may say to its kernel: move its widgets, and nothing that runs code.

Frames come in three forms: JSON, JSON with buffers, and the parts of a message with their offsets. What is
checked here is read by the functions that Jupyter reads it with, after the numbers that they trust.
"""

import json
from collections.abc import Mapping
from typing import Any

from jupyter_server.services.kernels.connection.base import (
    deserialize_binary_message,
    deserialize_msg_from_ws_v1,
)

from cadence.serving.refusal import Refusal

V1 = "v1.kernel.websocket.jupyter.org"
MOST = 1024 * 1024  # bytes of a frame
KINDS = ("comm_open", "comm_msg", "comm_close", "comm_info_request", "kernel_info_request")
TARGETS = ("jupyter.widget.control",)  # asks for the state of the page's own widgets
_PARTS = 64  # of a message: a header, three more, and buffers
_HEADER, _CONTENT = 0, 3


def sift(frame: str | bytes, protocol: str | None) -> None:
    """Refuse a frame that is none, is too large, or says what a page has no business to say.

    Raises
    ------
    Refusal
        With the reason.
    """
    if len(frame) > MOST:
        raise Refusal(413, "The frame is too large.")
    try:
        channel, header, content = _read(frame, protocol)
        kind, target = header["msg_type"], content.get("target_name")
    except Exception:  # whatever the bytes made of their reader
        raise Refusal(400, "The frame cannot be read.") from None
    if channel != "shell" or kind not in KINDS:
        raise Refusal(403, "A page says no such thing to its kernel.")
    if kind == "comm_open" and target not in TARGETS:
        raise Refusal(403, "A page opens no such line to its kernel.")


def _read(frame: str | bytes, protocol: str | None) -> tuple[Any, Mapping[str, Any], Mapping[str, Any]]:
    """Return the channel, the header and the content."""
    if protocol == V1:
        return _read_parts(frame)
    if isinstance(frame, bytes):
        _hold_to(int.from_bytes(frame[:4], "big"))
        message = deserialize_binary_message(frame)  # type: ignore[no-untyped-call]
    else:
        message = json.loads(frame)
    return message.get("channel"), message["header"], message["content"]


def _read_parts(frame: str | bytes) -> tuple[Any, Mapping[str, Any], Mapping[str, Any]]:
    if isinstance(frame, str):
        raise ValueError("The parts of a message are bytes.")
    _hold_to(int.from_bytes(frame[:8], "little"))
    channel, parts = deserialize_msg_from_ws_v1(frame)  # type: ignore[no-untyped-call]
    return channel, json.loads(parts[_HEADER]), json.loads(parts[_CONTENT])


def _hold_to(parts: int) -> None:
    """Refuse a number of parts that would keep the reader busy for hours."""
    if not 0 < parts <= _PARTS:
        raise ValueError("That is no number of parts.")
