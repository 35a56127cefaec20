"""Templates that are compiled once a process, whoever makes the environment that asks for them."""

from types import CodeType
from typing import Any, ClassVar

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket
from nbconvert.preprocessors import Preprocessor

# What an environment is set to says what code a template becomes.
_SETTINGS = (
    "is_async",
    "sandboxed",
    "autoescape",
    "optimized",
    "undefined",
    "finalize",
    "trim_blocks",
    "lstrip_blocks",
    "newline_sequence",
    "keep_trailing_newline",
    "block_start_string",
    "block_end_string",
    "variable_start_string",
    "variable_end_string",
    "comment_start_string",
    "comment_end_string",
    "line_statement_prefix",
    "line_comment_prefix",
)


class SharedTemplates(BytecodeCache):
    """Keeps compiled templates for all environments that are set up alike."""

    _compiled: ClassVar[dict[tuple[Any, ...], tuple[str, CodeType]]] = {}

    def __init__(self, environment: Environment) -> None:
        settings = [getattr(environment, name) for name in _SETTINGS]
        self._settings = (*settings, *sorted(environment.extensions))

    @classmethod
    def serve(cls, environment: Environment) -> Environment:
        """Have an environment use what was compiled before."""
        environment.bytecode_cache = cls(environment)
        return environment

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket with what was compiled of the same source."""
        checksum, code = self._compiled.get((*self._settings, bucket.key), ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Remember what was compiled, in the place of what was compiled of an older source."""
        if bucket.code is not None:
            self._compiled[(*self._settings, bucket.key)] = bucket.checksum, bucket.code


class ServeTemplates(Preprocessor):
    """Has the exporter that it belongs to use `SharedTemplates`: an exporter asks its preprocessors first."""

    def preprocess(self, notebook: Any, resources: Any) -> tuple[Any, Any]:
        """Leave the notebook as it is."""
        exporter: Any = self.parent
        SharedTemplates.serve(exporter.environment)
        return notebook, resources
