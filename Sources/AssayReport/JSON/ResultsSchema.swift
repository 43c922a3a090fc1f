/// The JSON Schema (draft 2020-12) of `results.json`, as `assay schema results` prints it.
package enum ResultsSchema {
  package static let text = #"""
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": "assay results, version 2",
      "description": "A whole run. Readers pass over members they do not know; version changes when a member changes its meaning or goes. Texts of a provider are cut, and their control characters stand as \\u{1b}.",
      "type": "object",
      "required": ["schema", "version", "tool", "run", "plan", "conclusion", "headline", "tally", "suites"],
      "properties": {
        "schema": {"const": "assay-results"},
        "version": {"const": 2},
        "tool": {
          "type": "object",
          "required": ["name", "version"],
          "properties": {"name": {"const": "assay"}, "version": {"type": "string"}}
        },
        "run": {
          "type": "object",
          "required": ["startedAt", "hostname", "seed", "strict", "ending", "microseconds"],
          "properties": {
            "id": {"type": "string", "pattern": "^[0-9a-f]{16}$", "description": "no other run has it; not in files of an older assay"},
            "startedAt": {"type": "string", "description": "UTC, as 2026-11-20T23:45:01Z"},
            "hostname": {"type": "string"},
            "seed": {"type": "string", "pattern": "^[0-9]{1,20}$", "description": "a 64-bit number, as text"},
            "strict": {"type": "boolean"},
            "allowSkips": {"type": "boolean", "description": "whether the run may pass although cases could not be tested; false when missing"},
            "ending": {"enum": ["completed", "interrupted", "cut-off"], "description": "cut-off: rebuilt from the journal of a run that was killed"},
            "microseconds": {"$ref": "#/$defs/count", "description": "from the start of the run to its end"},
            "settings": {"$ref": "#/$defs/settings"}
          }
        },
        "plan": {
          "type": "object",
          "description": "the whole plan, of which a shard has a part",
          "required": ["digest", "suites", "cases"],
          "properties": {
            "digest": {"type": "string", "description": "equal for equal contracts, fixtures and choices"},
            "ids": {"type": "string", "description": "equal for equal case ids in the same order; not in files of an older assay"},
            "suites": {"$ref": "#/$defs/count"},
            "cases": {"$ref": "#/$defs/count"},
            "whole": {"type": "boolean", "description": "whether it has every case of every contract; false when missing"}
          }
        },
        "shard": {
          "type": "object",
          "description": "only of a run that had a part of the plan",
          "required": ["number", "count"],
          "properties": {
            "number": {"type": "integer", "minimum": 1},
            "count": {"type": "integer", "minimum": 1, "maximum": 1024},
            "times": {"type": "string", "description": "the times by which the cases were dealt, as a digest"}
          }
        },
        "conclusion": {"enum": ["passed", "failed", "incomplete", "nothing-tested", "interrupted"]},
        "headline": {"type": "string", "description": "the conclusion in one sentence"},
        "tally": {"$ref": "#/$defs/tally"},
        "suites": {"type": "array", "items": {"$ref": "#/$defs/suite"}}
      },
      "$defs": {
        "count": {"type": "integer", "minimum": 0},
        "status": {"type": "integer", "minimum": 0, "maximum": 999},
        "settings": {
          "type": "object",
          "description": "how the run was made, for assay replay and merge; not in files of an older assay",
          "required": ["targets", "variables", "withheld", "options"],
          "properties": {
            "targets": {
              "type": "object",
              "additionalProperties": {"type": "string"},
              "description": "by provider: mock, or an address"
            },
            "variables": {"type": "object", "additionalProperties": {"type": "string"}, "description": "the values that were given"},
            "withheld": {
              "type": "array",
              "items": {"type": "string"},
              "description": "variables whose values were given and are not written, since they are secret or personal"
            },
            "options": {"type": "array", "items": {"type": "string"}, "description": "the other options, as a command line has them"}
          }
        },
        "tally": {
          "type": "object",
          "description": "each case is in one of passed, failed, errors, skipped and known",
          "required": ["passed", "failed", "errors", "skipped", "warnings", "flaky", "known", "stale"],
          "properties": {
            "passed": {"$ref": "#/$defs/count"},
            "failed": {"$ref": "#/$defs/count", "description": "failures that the baseline does not list, and stale entries of it"},
            "errors": {"$ref": "#/$defs/count"},
            "skipped": {"$ref": "#/$defs/count"},
            "warnings": {"$ref": "#/$defs/count", "description": "broken assumptions, not cases"},
            "flaky": {"$ref": "#/$defs/count", "description": "passed after a documented passing failure"},
            "known": {"$ref": "#/$defs/count", "description": "failures that the baseline lists"},
            "stale": {"$ref": "#/$defs/count", "description": "of the failed, those that passed though the baseline lists a failure"}
          }
        },
        "suite": {
          "type": "object",
          "description": "an endpoint",
          "required": [
            "id", "title", "provider", "providerName", "index", "target", "method", "path", "file", "line", "source", "tally", "cases"
          ],
          "properties": {
            "id": {"type": "string", "minLength": 1},
            "title": {"type": "string"},
            "provider": {"type": "string"},
            "providerName": {"type": "string"},
            "mock": {"type": "boolean", "description": "whether the embedded mock answered in the provider's place; false when missing"},
            "index": {"$ref": "#/$defs/count", "description": "its place in the whole plan"},
            "target": {"type": "string"},
            "method": {"type": "string"},
            "path": {"type": "string"},
            "file": {"type": "string", "description": "the contract, as a path in its repository"},
            "line": {"$ref": "#/$defs/count"},
            "source": {
              "type": "object",
              "description": "the provider's document",
              "required": ["title", "url", "retrieved"],
              "properties": {
                "title": {"type": "string"},
                "url": {"type": "string"},
                "revision": {"type": "string"},
                "retrieved": {"type": "string"}
              }
            },
            "tally": {"$ref": "#/$defs/tally"},
            "cases": {"type": "array", "items": {"$ref": "#/$defs/case"}}
          }
        },
        "case": {
          "type": "object",
          "required": ["id", "kind", "summary", "index", "outcome", "microseconds", "statuses"],
          "properties": {
            "id": {"type": "string", "minLength": 1, "description": "stable from run to run"},
            "kind": {"type": "string"},
            "summary": {"type": "string", "description": "what was sent, to follow 'a request'"},
            "index": {"$ref": "#/$defs/count", "description": "its place in its suite of the whole plan"},
            "outcome": {"enum": ["passed", "failed", "error", "skipped"]},
            "expectsSuccess": {"type": "boolean", "description": "whether the endpoint must accept the request; false when missing"},
            "microseconds": {"$ref": "#/$defs/count"},
            "reason": {"type": "string", "description": "why it was skipped, or has no answer"},
            "skip": {"enum": ["missing-value", "budget", "deadline", "interrupted", "throttled", "credential-refused", "unreachable"], "description": "the kind of that reason, of a skipped case"},
            "statuses": {"type": "array", "items": {"$ref": "#/$defs/status"}},
            "responseMicroseconds": {
              "type": "array",
              "items": {"$ref": "#/$defs/count"},
              "description": "how long each response in statuses took; not in files of an older assay"
            },
            "retried": {
              "type": "array",
              "items": {"$ref": "#/$defs/status"},
              "description": "the documented passing failures before the attempt that counts"
            },
            "violations": {"type": "array", "maxItems": 256, "items": {"$ref": "#/$defs/violation"}},
            "violationCount": {"$ref": "#/$defs/count", "description": "all of them, also those that were cut"},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{16}$", "description": "what broke, without what changes from run to run"},
            "failingSince": {"type": "string", "description": "the start of the first run since which it has failed whenever it was judged; also of a case without a verdict"},
            "baseline": {
              "type": "object",
              "required": ["state", "owner", "reason", "expires"],
              "properties": {
                "state": {"enum": ["known", "expired", "different", "stale"]},
                "owner": {"type": "string"},
                "reason": {"type": "string"},
                "expires": {"type": "string"}
              }
            },
            "request": {"$ref": "#/$defs/request"},
            "furtherRequests": {
              "type": "array",
              "items": {"$ref": "#/$defs/request"},
              "description": "of a case that sends more than one request"
            },
            "attachment": {"type": "string", "description": "the file with the answers in full, as seen from the folder the run was started in"},
            "answers": {"type": "array", "items": {"$ref": "#/$defs/answer"}}
          }
        },
        "violation": {
          "type": "object",
          "required": ["code", "severity", "place", "expected", "found", "evidence", "promise"],
          "properties": {
            "code": {"type": "string"},
            "severity": {"enum": ["failure", "warning"]},
            "place": {"type": "string"},
            "pointer": {"type": "string", "description": "JSON Pointer of the value in the body"},
            "line": {"type": "integer", "minimum": 1},
            "column": {"type": "integer", "minimum": 1},
            "expected": {"type": "string"},
            "found": {"type": "string"},
            "evidence": {"enum": ["documented", "sample", "assumed"]},
            "promise": {"type": "string", "description": "where the document says so"},
            "excerpt": {"type": "string", "description": "the place in the body with what stands around it"}
          }
        },
        "headers": {
          "type": "array",
          "maxItems": 40,
          "items": {
            "type": "object",
            "required": ["name", "value"],
            "properties": {"name": {"type": "string"}, "value": {"type": "string"}}
          }
        },
        "request": {
          "type": "object",
          "description": "only of a case that there is something to say about",
          "required": ["method", "target", "curl"],
          "properties": {
            "method": {"type": "string"},
            "target": {"type": "string"},
            "headers": {"$ref": "#/$defs/headers"},
            "body": {"type": "string", "description": "its beginning"},
            "bodyBytes": {"$ref": "#/$defs/count"},
            "curl": {"type": "string", "description": "repeats it in a shell; secrets are variables"}
          }
        },
        "answer": {
          "type": "object",
          "required": ["version", "status", "reason", "headers", "body", "bodyBytes", "shownBytes"],
          "properties": {
            "version": {"type": "string"},
            "status": {"$ref": "#/$defs/status"},
            "reason": {"type": "string"},
            "headers": {"$ref": "#/$defs/headers"},
            "body": {"type": "string", "description": "its beginning"},
            "bodyBytes": {"$ref": "#/$defs/count"},
            "shownBytes": {"$ref": "#/$defs/count"}
          }
        }
      }
    }

    """#
}
