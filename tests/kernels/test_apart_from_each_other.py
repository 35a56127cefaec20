"""Two kernels that were forked from one server share nothing that can be told."""

from typing import Any

import pytest

pytestmark = [pytest.mark.notebook]

RANDOM = """
import random, secrets, tempfile, uuid
import numpy
names = tempfile._get_candidate_names()
print(random.random(), numpy.random.random(), numpy.random.default_rng().random(), uuid.uuid4(), uuid.uuid1(),
      secrets.token_hex(8), next(names), sep="\\n")
"""


def test_two_kernels_never_share_randomness(kernel: Any, going: Any) -> None:
    async def story() -> None:
        async with (
            kernel(modules=["numpy.random", "uuid"]) as one,
            kernel(modules=["numpy.random", "uuid"]) as two,
        ):
            first, second = (await one.says(RANDOM)).split(), (await two.says(RANDOM)).split()
            assert len(first) == 7
            assert not set(first) & set(second)

    going(story)


def test_two_kernels_share_no_state_and_no_surroundings(kernel: Any, going: Any) -> None:
    async def story() -> None:
        async with kernel() as one, kernel() as two:
            await one.run("import os, sys, json\nx = 1\nos.environ['X'] = '1'\njson.x = 1\nos.chdir('/')")
            seen = (
                "import os, json\nprint('x' in globals(), 'X' in os.environ, hasattr(json, 'x'), os.getcwd())"
            )
            assert (await two.says(seen)).split()[:3] == ["False"] * 3
            assert (await one.says("print(json.x)")) == "1\n"

    going(story)


def test_a_kernel_finds_no_descriptor_open_that_is_not_its_own(kernel: Any, going: Any) -> None:
    look = (
        "import os\nfor n in map(int, os.listdir('/proc/self/fd')):\n"
        "    try: print(os.readlink(f'/proc/self/fd/{n}'))\n    except OSError: pass"
    )

    async def story() -> None:
        async with kernel() as one, kernel() as two:
            first, second = set((await one.says(look)).split()), set((await two.says(look)).split())
            assert len({name for name in first if name.startswith("socket:")}) > 5
            assert {name for name in first & second if name.startswith("socket:")} == set()

    going(story)
