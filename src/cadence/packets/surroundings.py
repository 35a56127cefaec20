"""The environment that workers and kernels start in."""

# A packet needs no debugger, and as many threads as packets is enough. What libraries read when they are
# brought in must be there before that.
SURROUNDINGS = {
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
}
