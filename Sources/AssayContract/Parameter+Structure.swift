import AssayJSON
import AssaySchema
import AssaySpec

/// Arrays and objects in parameters.
extension Parameter {
  /// Whether the value is an array or an object.
  package var isStructured: Bool { schema.types == .array || schema.types == .object }

  private var form: FormCodec { FormCodec(style: style, styles: [:]) }

  /// The pairs of the query that hold an array or an object: `tags=a&tags=b`.
  package func queryText(of value: JSONValue) -> String {
    String(decoding: form.encode(.object(JSONObject([(name, value)]))), as: UTF8.self)
  }

  /// The text of a value outside the query: an array as `a,b`, an object as `key,value` (OpenAPI's `style: simple`).
  package static func plainText(of value: JSONValue) -> String {
    switch value {
    case .array(let items): items.map(text).joined(separator: ",")
    case .object(let object): object.flatMap { [$0.key, text(of: $0.value)] }.joined(separator: ",")
    case .null, .boolean, .number, .string: text(of: value)
    }
  }

  /// The value that an example or a default of the contract stands for: JSON, items between commas, or a single value.
  package func value(of text: String) -> JSONValue {
    guard isStructured else { return Parameter.value(of: text, for: schema) }
    if let json = try? JSONValue(parsing: text), json.typeName == "array" || json.typeName == "object" { return json }
    return items(of: text)
  }

  private func items(of text: String) -> JSONValue {
    if schema.types == .object {
      guard let members = FormCodec.members(of: text, separatedBy: ",") else { return .string(text) }
      return .object(
        JSONObject(members.map { ($0, Parameter.value(of: $1, for: schema.property($0)?.schema ?? .any)) }))
    }
    return .array(
      text.split(separator: ",", omittingEmptySubsequences: false).map {
        Parameter.value(of: String($0), for: schema.items ?? .any)
      })
  }

  /// The array or object that a request has; `nil` when it has none.
  ///
  /// - Parameters:
  ///   - text: The text outside the query.
  ///   - query: The query, still encoded.
  func structure(text: String?, query: String) -> JSONValue? {
    guard location.kind == .query else { return text.map(items) }
    let whole = Schema(.object, [.properties([Property(name, schema, .optional)])])
    return (try? form.decode(Array(query.utf8), contentType: nil, as: whole))?.value[name]
  }

  /// Arrays and objects that a provider must refuse, with what a reader finds wrong with each.
  package var wrongStructures: [(label: String, value: JSONValue, kind: CaseKind, reason: RequestProblem.Reason)] {
    guard let compiled = try? CompiledSchema(schema) else { return [] }
    let example = example.map(value) ?? schema.sample
    var found = schema.wrongValues(like: example).compactMap { wrong in
      wrong.label.map { (label: $0, value: wrong.value, kind: wrong.kind) }
    }
    for property in schema.properties {
      func add(_ kind: CaseKind, _ label: String, _ value: JSONValue?) {
        var whole = example
        let pointer = JSONPointer([property.name])
        if let value { whole.set(value, at: pointer) } else { whole.remove(at: pointer) }
        found.append((label, whole, kind))
      }
      if property.presence == .required { add(.missing, "without-\(property.name)", nil) }
      for wrong in property.schema.wrongTypes + property.schema.wrongValues() {
        if let label = wrong.label { add(wrong.kind, "\(property.name)-\(label)", wrong.value) }
      }
    }
    return found.compactMap { label, value, kind in
      // Decoded again: a text has no types, and an empty array is missing.
      let read =
        location.kind == .query
        ? form.reading(of: value, at: JSONPointer([name]), as: schema) : items(of: Parameter.plainText(of: value))
      guard let read, let violation = compiled.violations(of: read).first(where: { !$0.isUndocumentedMember }) else {
        return nil
      }
      return (label, value, kind, .of(violation.validationError, read))
    }
  }
}
