#!/usr/bin/env python3
"""Passes connections on: a proxy that opens tunnels (CONNECT), or another door to a server.

    relay.py --proxy [--password USER:PASSWORD]     a proxy on a free port of 127.0.0.1
    relay.py --proxy --to HOST:PORT                 a proxy that leads to one server, whatever host is asked for
    relay.py --unix PATH --to HOST:PORT             a unix socket in front of a server
    relay.py --ipv6 --to HOST:PORT                  a free port of ::1 in front of a server

It prints where it listens (`listening on ADDRESS`) and serves until its standard input ends; then it prints, one a
line, what tunnels were asked for (`tunnel HOST:PORT`) and how many connections came (`connections N`).
"""

from __future__ import annotations

import argparse
import base64
import os
import socket
import sys
import threading
from typing import List, Optional, Tuple

tunnels: List[str] = []
connections: List[int] = []


def pump(source: socket.socket, drain: socket.socket) -> None:
    try:
        while True:
            data = source.recv(65536)
            if not data:
                break
            drain.sendall(data)
    except OSError:
        pass
    try:
        drain.shutdown(socket.SHUT_WR)
    except OSError:
        pass


def join(client: socket.socket, place: Tuple[str, int]) -> None:
    with socket.create_connection(place) as server:
        back = threading.Thread(target=pump, args=(server, client), daemon=True)
        back.start()
        pump(client, server)
        back.join()


def tunnel(client: socket.socket, password: Optional[str], to: Optional[str]) -> None:
    head = b""
    while b"\r\n\r\n" not in head:
        more = client.recv(1)
        if not more:
            return
        head += more
    lines = head.decode("latin-1").split("\r\n")
    method, place, _ = lines[0].split(" ")
    tunnels.append(place)
    wanted = password and "Basic " + base64.b64encode(password.encode()).decode()
    given = [line.partition(": ")[2] for line in lines if line.lower().startswith("proxy-authorization: ")]
    if method != "CONNECT":
        client.sendall(b"HTTP/1.1 405 Method Not Allowed\r\nContent-Length: 0\r\n\r\n")
    elif wanted and given != [wanted]:
        client.sendall(b"HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"x\"\r\n"
                       b"Content-Length: 0\r\n\r\n")
    else:
        client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
        host, _, port = (to or place).rpartition(":")
        join(client, (host.strip("[]"), int(port)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--proxy", action="store_true")
    parser.add_argument("--password")
    parser.add_argument("--unix", metavar="PATH")
    parser.add_argument("--ipv6", action="store_true")
    parser.add_argument("--to", metavar="HOST:PORT")
    options = parser.parse_args()
    if options.unix:
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(options.unix)
        address = options.unix
    elif options.ipv6:
        listener = socket.socket(socket.AF_INET6)
        listener.bind(("::1", 0))
        address = "[::1]:%d" % listener.getsockname()[1]
    else:
        listener = socket.socket()
        listener.bind(("127.0.0.1", 0))
        address = "127.0.0.1:%d" % listener.getsockname()[1]
    listener.listen(64)

    def serve(client: socket.socket) -> None:
        with client:
            try:
                if options.proxy:
                    tunnel(client, options.password, options.to)
                else:
                    host, _, port = options.to.rpartition(":")
                    join(client, (host, int(port)))
            except OSError:
                pass

    def loop() -> None:
        while True:
            client, _ = listener.accept()
            connections.append(1)
            threading.Thread(target=serve, args=(client,), daemon=True).start()

    threading.Thread(target=loop, daemon=True).start()
    print("listening on " + address, flush=True)
    while os.read(sys.stdin.fileno(), 65536):
        pass
    for place in tunnels:
        print("tunnel " + place)
    print("connections %d" % len(connections), flush=True)
    os._exit(0)


if __name__ == "__main__":
    main()
