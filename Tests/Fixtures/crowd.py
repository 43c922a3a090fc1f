#!/usr/bin/env python3
"""Holds many unfinished connections to a server and asks it honestly beside them.

    crowd.py PORT --idle N | --heads N | --bodies N

`--idle` sends nothing, `--heads` half a head, `--bodies` a mebibyte of a body of sixteen.
It prints the status of each honest answer with the longest time that one took, in
milliseconds: `statuses 404 404 404 longest 12`.
"""

from __future__ import annotations

import argparse
import http.client
import resource
import socket
import time
from typing import List

HEAD = b"POST /nowhere HTTP/1.1\r\nHost: h\r\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("port", type=int)
    for kind in ("--idle", "--heads", "--bodies"):
        parser.add_argument(kind, type=int, default=0)
    options = parser.parse_args()
    count = options.idle + options.heads + options.bodies
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, count + 100), hard))
    start = (b"" if options.idle else HEAD if options.heads
             else HEAD + b"Content-Length: 16777216\r\n\r\n" + b"x" * (1 << 20))
    kept = http.client.HTTPConnection("127.0.0.1", options.port, timeout=20)
    statuses: List[int] = []
    times: List[float] = []

    def ask(connection: http.client.HTTPConnection) -> None:
        begin = time.monotonic()
        connection.request("POST", "/nowhere", b"honest")
        answer = connection.getresponse()
        answer.read()
        statuses.append(answer.status)
        times.append(time.monotonic() - begin)

    crowd: List[socket.socket] = []
    for index in range(count):
        connection = socket.create_connection(("127.0.0.1", options.port), timeout=20)
        try:
            connection.sendall(start)
        except OSError:
            pass                              # the server's right
        crowd.append(connection)
        if index % max(1, count // 8) == 0:
            ask(kept)
    ask(http.client.HTTPConnection("127.0.0.1", options.port, timeout=20))
    print("statuses %s longest %d" % (" ".join(map(str, statuses)), max(times) * 1000))


if __name__ == "__main__":
    main()
