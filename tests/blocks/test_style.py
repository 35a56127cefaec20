"""Colours that can be read."""

import re

import pytest

from cadence.blocks.style import block_css

SCHEMES = re.findall(r"\{\s*(--ink:[^{}]*)", block_css())
WORDS = ("ink", "muted", "accent", "note", "missing", "warning", "win", "caution")


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = digits if len(digits) == 6 else "".join(2 * digit for digit in digits)
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", SCHEMES, ids=["light", "dark"])
def test_words_stand_out_from_what_they_stand_on(scheme: str) -> None:
    colours = dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{3,6})", scheme))
    for word in WORDS:
        for ground in ("paper", "tint"):
            assert contrast(colours[word], colours[ground]) >= 4.5, (word, ground)
    assert contrast("#fff", colours["panel"]) >= 4.5
    assert contrast(colours["strong-rule"], colours["paper"]) >= 3
