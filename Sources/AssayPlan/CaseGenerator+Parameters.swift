import AssayContract
import AssayHTTP
import AssayJSON
import AssaySchema
import AssaySpec

extension CaseGenerator {
  /// Requests with a wrong path, query or header parameter.
  func parameterCases() throws(SpecError) -> [TestCase] {
    try derive { baseline in
      try endpoint.parameters.flatMap { try parameterCases($0, baseline) }
    }
  }

  private func parameterCases(_ parameter: Parameter, _ baseline: Baseline) throws -> [TestCase] {
    let location = parameter.location
    let name = name(of: parameter)
    // A router may respond that there is no such resource (RFC 9110, section 15.5.5), unless the contract says otherwise.
    let isInPath = parameter.location.kind == .path
    let unknown = Expectation.Tolerance(404, "RFC 9110, section 15.5.5: the path names no resource")
    let tolerated = isInPath && !endpoint.declaresAnswers(at: location) ? [unknown] : []
    var cases: [TestCase] = []
    func add(
      _ kind: CaseKind, _ name: String, _ summary: String, _ text: String?, _ rule: Evidence,
      _ tolerated: [Expectation.Tolerance]
    ) throws {
      var builder = baseline.builder
      if let text { builder.set(.string(text), at: location) } else { builder.remove(at: location) }
      cases.append(
        try makeInvalidCase(kind, name, summary, builder, at: location, because: rule, tolerating: tolerated))
    }
    for wrong in parameter.isStructured ? parameter.wrongStructures : [] {
      var builder = baseline.builder
      builder.set(wrong.value, at: location)
      cases.append(
        try makeInvalidCase(
          wrong.kind, "\(name)=\(wrong.label)", "with \(wrong.value.serialized()) as \(location)", builder,
          at: location,
          because: parameter.evidence, tolerating: tolerated))
    }
    for wrong in parameter.isStructured ? [] : parameter.wrongTexts {
      try add(
        wrong.kind, "\(name)=\(wrong.label)", "with \(wrong.text) as \(location)", wrong.text, parameter.evidence,
        tolerated)
    }
    // A document that gives a default leaves open whether the server falls back on it.
    let promise: Evidence =
      parameter.defaultValue == nil
      ? parameter.evidence : .assumed("\(location) is required and has a default.")
    if parameter.isRequired, !isInPath {
      try add(.missing, name, "without the required \(location)", nil, promise, [])
    }
    if isInPath {
      let wrongMethod = Expectation.Tolerance(405, "The path without its parameter is another resource's.")
      try add(
        .empty, name, "with nothing as \(location)", "", parameter.evidence,
        tolerated.isEmpty ? [] : [unknown, wrongMethod])
    } else if parameter.schema.types.contains(.string), !parameter.schema.takesEmptyText {
      try add(.empty, name, "with an empty \(location)", "", promise, [])
    } else if parameter.readsEmptyAsMissing, !parameter.isStructured {
      try add(
        .empty, name, "with an empty \(location)", "",
        .assumed("The document does not say that \(location) may not be empty."), [])
    }
    return cases
  }
}

extension Parameter {
  /// Texts that are no value of the schema; none where every text is one.
  fileprivate var wrongTexts: [(label: String, text: String, kind: CaseKind)] {
    var found: [(String, String, CaseKind)] = []
    if !schema.types.contains(.string) {
      found.append(("letters", "abc", .type))
      if schema.types.contains(.integer), !schema.types.isSuperset(of: .number) {
        found.append(("fraction", "1.5", .type))
      }
    }
    for wrong in schema.wrongValues(like: example.map { Parameter.value(of: $0, for: schema) }) {
      if let label = wrong.label { found.append((label, Parameter.text(of: wrong.value), wrong.kind)) }
    }
    guard !found.isEmpty, let compiled = try? CompiledSchema(schema) else { return [] }
    return found.filter { _, text, _ in
      // A header value has no line ends and no blanks around it, and not every client sends more than ASCII.
      let canBeSent =
        location.kind != .header
        || text.utf8.allSatisfy { 0x20...0x7E ~= $0 } && text.first != " " && text.last != " "
      return canBeSent && !text.isEmpty && !compiled.accepts(Parameter.value(of: text, for: schema))
    }
  }
}
