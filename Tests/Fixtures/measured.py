#!/usr/bin/env python3
"""Runs a command and writes how long it took and what it needed at most: `SECONDS MEGABYTES`.

    measured.py FILE COMMAND [ARGUMENT ...]

The command's output and exit status are its own; one that has not ended after a minute is ended, with status 124.
"""

import resource
import subprocess
import sys
import time

began = time.monotonic()
try:
    status = subprocess.call(sys.argv[2:], timeout=60)
except subprocess.TimeoutExpired:
    status = 124
took = time.monotonic() - began
# Linux counts KiB, macOS bytes.
unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
with open(sys.argv[1], "w") as file:
    file.write("%.2f %d" % (took, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // unit))
sys.exit(status)
