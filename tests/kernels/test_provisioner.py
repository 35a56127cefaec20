import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.provisioning import KernelProvisionerFactory

from cadence.kernels.process import ForkedProcess
from cadence.kernels.provisioner import ForkProvisioner

pytestmark = [pytest.mark.notebook]


def test_jupyter_client_knows_the_provisioner_by_its_name() -> None:
    found = KernelProvisionerFactory.instance().get_provisioner_entries()
    assert found["cadence-fork"] == "cadence.kernels.provisioner:ForkProvisioner"


def test_the_kernelspec_that_comes_with_the_package_is_installed_and_names_what_there_is() -> None:
    manager = KernelSpecManager(kernel_dirs=[str(Path(sys.prefix) / "share" / "jupyter" / "kernels")])
    spec = manager.get_kernel_spec("cadence-fork")
    assert (spec.display_name, spec.language) == ("Python (warm)", "python")
    assert spec.argv[1:] == ["-m", "ipykernel_launcher", "-f", "{connection_file}"]
    stanza = spec.metadata["kernel_provisioner"]
    assert stanza["provisioner_name"] in KernelProvisionerFactory.instance().get_provisioner_entries()
    assert all(find_spec(name) for name in stanza["config"]["modules"])


def test_a_kernel_is_forked_and_answers(kernel: Any, going: Any) -> None:
    async def story() -> None:
        async with kernel() as one:
            assert isinstance(one.manager.provisioner, ForkProvisioner)
            assert isinstance(one.process, ForkedProcess)
            assert await one.says("import os; print(os.getpid())") == f"{one.process.pid}\n"

    going(story)
