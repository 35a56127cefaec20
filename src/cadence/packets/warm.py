"""What every worker needs, brought in once before workers are forked."""

import logging
import sys
from contextlib import suppress
from types import ModuleType
from typing import cast

logging.getLogger("matplotlib").setLevel(logging.ERROR)  # it remarks on homes that cannot be written

# nbformat brings in jsonschema, and that compiles grammars for addresses in other alphabets: 1.6
# processor seconds for a check that no notebook asks for. It does without where they are missing.
_GRAMMARS = "rfc3987_syntax"
_unwanted = _GRAMMARS not in sys.modules
if _unwanted:
    sys.modules[_GRAMMARS] = cast(ModuleType, None)

import cadence.packets.make  # noqa: E402

with suppress(Exception):  # what is wrong with an exporter is told by the packet that needs it
    import cadence.printing.exporters  # noqa: F401

if _unwanted:
    del sys.modules[_GRAMMARS]
