import AssayJSON
import AssayRun

/// The JSON Schema (draft 2020-12) of `results.json`, as `assay schema results` prints it.
package enum ResultsSchema {
  package static let text: String = {
    let conclusions = JSONValue.array(Conclusion.allCases.map { .string($0.rawValue) })
    let top = object(
      RunHeader.self,
      before: [
        "schema": ["const": .string(RunResults.schemaName)],
        "version": ["const": .number(JSONNumber(RunResults.version))],
      ],
      after: [
        "conclusion": ["enum": conclusions],
        "headline": ["type": "string", "description": "the conclusion in one sentence"],
        "tally": ["$ref": "#/$defs/tally"], "suites": list(of: "suite"),
      ])
    let definitions: [any Record.Type] = [
      RunHeader.PlanIdentity.self, RunHeader.ShardIdentity.self, RunHeader.Settings.self, SuiteHeader.Source.self,
      CaseRecord.self, BaselineMark.self, ViolationRecord.self, RequestRecord.self, AnswerRecord.self,
      AnswerRecord.Header.self,
    ]
    var defs = JSONObject(definitions.map { ($0.definition, .object(object($0))) })
    defs["suite"] = .object(
      object(SuiteHeader.self, after: ["tally": ["$ref": "#/$defs/tally"], "cases": list(of: "case")]))
    var tally = object(OutcomeCounts.self)
    tally["description"] = "each case is in one of passed, failed, errors, skipped and known"
    defs["tally"] = .object(tally)
    var schema: JSONObject = [
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": .string("assay results, version \(RunResults.version)"),
      "description":
        "A whole run. Readers pass over members they do not know; version changes when a member changes its meaning or goes. Texts of a provider are cut, and their control characters are written as \\u{1b}.",
    ]
    for member in top { schema.append(member.key, member.value) }
    schema.append("$defs", .object(defs))
    return JSONValue.object(schema).serialized(pretty: true) + "\n"
  }()

  private static func list(of definition: String) -> JSONValue {
    ["type": "array", "items": ["$ref": .string("#/$defs/\(definition)")]]
  }

  /// The schema of a record, with members beside those that it declares.
  private static func object<Value: Record>(
    _ record: Value.Type, before: JSONObject = [:], after: JSONObject = [:]
  ) -> JSONObject {
    let own = record.schemaOfMembers
    let properties = before.map { ($0.key, $0.value) } + own.properties + after.map { ($0.key, $0.value) }
    return [
      "type": "object", "required": .array((before.map(\.key) + own.required + after.map(\.key)).map { .string($0) }),
      "properties": .object(JSONObject(properties)),
    ]
  }
}
