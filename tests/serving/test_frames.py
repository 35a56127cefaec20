"""What a page may say to its kernel, in every form that a frame can take."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jupyter_server.services.kernels.connection.base import serialize_binary_message, serialize_msg_to_ws_v1

from cadence.serving.frames import KINDS, MOST, V1, sift
from cadence.serving.refusal import Refusal

PARTS = ("header", "parent_header", "metadata", "content")
Form = Callable[[dict[str, Any]], tuple[str | bytes, str | None]]


def as_json(message: dict[str, Any]) -> tuple[str, None]:
    return json.dumps({name: value for name, value in message.items() if name != "buffers"}), None


def with_buffers(message: dict[str, Any]) -> tuple[bytes, None]:
    return serialize_binary_message(message | {"buffers": [b"x"]}), None


def in_parts(message: dict[str, Any]) -> tuple[bytes, str]:
    packed = [json.dumps(message[name]).encode() for name in PARTS]
    return serialize_msg_to_ws_v1(packed, str(message["channel"])), V1


FORMS = pytest.mark.parametrize("form", [as_json, with_buffers, in_parts])
TYPES = (
    "execute_request complete_request inspect_request history_request is_complete_request input_reply "
    "interrupt_request shutdown_request debug_request create_subshell_request execute_reply stream nonsense"
).split()


def message(kind: Any, channel: Any = "shell", **content: Any) -> dict[str, Any]:
    header = {"msg_type": kind, "msg_id": "1", "session": "s", "username": "", "version": "5.3"}
    return {"channel": channel, "header": header, "parent_header": {}, "metadata": {}, "content": content}


@FORMS
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_what_moves_widgets_passes(form: Form, kind: str) -> None:
    sift(*form(message(kind, target_name="jupyter.widget.control", comm_id="c", data={})))


@FORMS
@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("channel", ["shell", "control", "stdin", "iopub"])
def test_nothing_else_does_on_any_channel(form: Form, kind: str, channel: str) -> None:
    with pytest.raises(Refusal):
        sift(*form(message(kind, channel)))


@FORMS
@pytest.mark.parametrize("channel", ["control", "stdin", "iopub", "hb", "", "SHELL", "shell "])
def test_a_page_speaks_on_one_channel(form: Form, channel: str) -> None:
    with pytest.raises(Refusal):
        sift(*form(message("comm_msg", channel)))


@FORMS
@pytest.mark.parametrize("target", ["jupyter.widget", "cadence", "", None, "who"])
def test_a_page_opens_no_other_target(form: Form, target: object) -> None:
    with pytest.raises(Refusal, match="opens no such line"):
        sift(*form(message("comm_open", target_name=target, comm_id="c", data={})))


@FORMS
def test_a_frame_that_is_too_large_is_refused(form: Form) -> None:
    with pytest.raises(Refusal, match="too large"):
        sift(*form(message("comm_msg", data="x" * MOST)))


@pytest.mark.parametrize("protocol", [None, V1])
@pytest.mark.parametrize(
    "frame",
    [
        b"",
        "",
        "[]",
        "null",
        '{"header": "execute_request"}',
        '{"channel": "shell", "header": {"msg_type": ["comm_msg"]}, "content": {}}',
        "[" * 100_000,
        b"\xff" * 64,
        b"\x7f\xff\xff\xff" + b"\x00" * 64,
        (2**63).to_bytes(8, "little") + b"\x00" * 64,
        (5).to_bytes(8, "little") + (2**62).to_bytes(8, "little") * 5,
        (0).to_bytes(8, "little"),
    ],
)
def test_a_malformed_frame_is_refused_at_once(frame: str | bytes, protocol: str | None) -> None:
    with pytest.raises(Refusal):
        sift(frame, protocol)


@FORMS
@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_no_frame_passes_that_jupyter_would_read_as_another_kind(form: Form, data: Any) -> None:
    good, protocol = form(message("comm_msg", comm_id="c", data={}))
    raw = bytearray(good.encode() if isinstance(good, str) else good)
    for _ in range(data.draw(st.integers(1, 4))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    frame: str | bytes = bytes(raw).decode(errors="replace") if isinstance(good, str) else bytes(raw)
    try:
        sift(frame, protocol)
    except Refusal:
        return
    assert _kind(frame, protocol) in KINDS


def _kind(frame: Any, protocol: str | None) -> str:
    """Return the kind of message as the server's own connection reads it."""
    from jupyter_server.services.kernels.connection.base import (
        deserialize_binary_message,
        deserialize_msg_from_ws_v1,
    )

    if protocol:
        return str(json.loads(deserialize_msg_from_ws_v1(frame)[1][0])["msg_type"])
    read = json.loads(frame) if isinstance(frame, str) else deserialize_binary_message(frame)
    return str(read["header"]["msg_type"])
