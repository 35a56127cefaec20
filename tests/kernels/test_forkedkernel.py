"""What a forked kernel takes from its server instead of making it itself."""

from typing import Any

import pytest

pytestmark = [pytest.mark.notebook]

LOOK = """
from cadence.kernels.forkedkernel import module_files
kernel, files = get_ipython().kernel, module_files()
print(kernel._kernel_modules is files, kernel.debugger.kernel_modules is files)
print(any(file.endswith("ipykernel/ipkernel.py") for file in files))
print(any(file.endswith("cadence/kernels/child.py") for file in files))
"""


def test_the_files_of_all_modules_are_listed_before_the_fork_and_known_to_the_debugger(
    kernel: Any, going: Any
) -> None:
    async def story() -> None:
        async with kernel() as one:
            assert (await one.says(LOOK)).split() == ["True", "True", "True", "False"]

    going(story)
