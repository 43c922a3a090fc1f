"""The Python side of the bench: judges the same bodies with orjson and jsonschema-rs, parses them with pysimdjson.

Reads a line a task, `load NAME SCHEMA-FILE BODY-FILE`, `judge NAME` or `parse NAME`, and answers a line: `ok`, or the
nanoseconds for one body; `missing WHAT` when a library is not there.
"""
import sys
import time

missing = []
try:
    import orjson
except ImportError:
    missing.append("orjson")
try:
    import jsonschema_rs
except ImportError:
    missing.append("jsonschema-rs")
try:
    import simdjson
except ImportError:
    missing.append("pysimdjson")

bodies = {}


def nanoseconds(call, budget=0.06):
    calls = 1
    while True:
        start = time.perf_counter()
        for _ in range(calls):
            call()
        took = time.perf_counter() - start
        if took >= budget / 4:
            break
        calls *= 4
    calls = max(1, int(calls * budget / took))
    start = time.perf_counter()
    for _ in range(calls):
        call()
    return (time.perf_counter() - start) / calls * 1e9


for line in sys.stdin:
    task, name, *files = line.split()
    if task == "load":
        if missing:
            print("missing", ", ".join(missing), flush=True)
            continue
        schema = orjson.loads(open(files[0], "rb").read())
        validator = jsonschema_rs.Draft202012Validator(schema, validate_formats=True)
        body = open(files[1], "rb").read()
        assert validator.is_valid(orjson.loads(body)) == (name != "broken"), name
        bodies[name] = (validator, body)
        print("ok", flush=True)
    else:
        validator, body = bodies[name]
        if task == "judge":
            call = lambda: validator.is_valid(orjson.loads(body))
        else:
            parser = simdjson.Parser()
            call = lambda: parser.parse(body)
        print(nanoseconds(call), flush=True)
