import AssaySchema
import AssayJSON

extension BodyCodec {
  /// Bodies that the schema refuses, for encodings of a single value.
  func wrongWholes(like value: JSONValue, _ schema: Schema) -> [BrokenBody] {
    guard let compiled = try? CompiledSchema(schema) else { return [] }
    return (schema.wrongTexts + schema.wrongValues(like: value)).compactMap { wrong in
      let bytes = encode(wrong.value)
      guard let label = wrong.label, !bytes.isEmpty, let read = reading(of: wrong.value, at: .root, as: schema),
        let violation = compiled.violations(of: read).first(where: { !$0.isUndocumentedMember })
      else { return nil }
      return BrokenBody(
        name: label, summary: "with \(wrong.value.serialized()) as its body (\(wrong.what))", bytes: bytes,
        fault: ("body-\(label)", .of(violation.validationError, read)))
    }
  }
}
