from typing import Any

import pytest
from jupyter_client.provisioning import KernelProvisionerFactory

from cadence.kernels.process import ForkedProcess
from cadence.kernels.provisioner import ForkProvisioner

pytestmark = [pytest.mark.notebook, pytest.mark.xdist_group("kernels")]


def test_jupyter_client_knows_the_provisioner_by_its_name() -> None:
    found = KernelProvisionerFactory.instance().get_provisioner_entries()
    assert found["cadence-fork"] == "cadence.kernels.provisioner:ForkProvisioner"


def test_a_kernel_is_forked_and_answers(kernel: Any, going: Any) -> None:
    async def story() -> None:
        async with kernel() as one:
            assert isinstance(one.manager.provisioner, ForkProvisioner)
            assert isinstance(one.process, ForkedProcess)
            assert await one.says("import os; print(os.getpid())") == f"{one.process.pid}\n"

    going(story)
