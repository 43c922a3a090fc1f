import AssayHTTP
import AssayJSON
import AssaySchema
import AssaySpec

extension CaseFactory {
  /// Path, query and header parameters that are not what they must be.
  func parameterCases() throws(SpecError) -> [Case] {
    try derive { baseline in
      try endpoint.parameters.flatMap { parameter in
        switch parameter.place {
        case .path: try pathCases(parameter, baseline)
        case .query: try queryCases(parameter, baseline)
        case .header: try headerCases(parameter, baseline)
        }
      }
    }
  }

  private func pathCases(_ parameter: Parameter, _ baseline: Baseline) throws -> [Case] {
    // A router may well say that there is no such resource (RFC 9110, section 15.5.5).
    let unknown = Expectation.Tolerance(404, "RFC 9110, section 15.5.5: the path names no resource")
    var cases: [Case] = []
    for (label, text, kind) in Self.wrongTexts(parameter.schema) {
      var draft = baseline.draft
      draft.path[parameter.name] = text
      cases.append(
        try makeCase(
          kind, "\(parameter.name)=\(label)", "with \(text) as \(parameter.location)", draft,
          refusal(because: parameter.evidence, tolerating: [unknown])))
    }
    var draft = baseline.draft
    draft.path[parameter.name] = ""
    let wrongMethod = Expectation.Tolerance(405, "The path without its parameter is another resource's.")
    cases.append(
      try makeCase(
        .empty, parameter.name, "with nothing as \(parameter.location)", draft,
        refusal(because: parameter.evidence, tolerating: [unknown, wrongMethod])))
    return cases
  }

  private func queryCases(_ parameter: Parameter, _ baseline: Baseline) throws -> [Case] {
    var cases: [Case] = []
    for (label, text, kind) in Self.wrongTexts(parameter.schema) {
      var draft = baseline.draft
      draft.set(.string(text), at: parameter.location)
      cases.append(
        try makeCase(
          kind, "\(parameter.name)=\(label)", "with \(text) as \(parameter.location)", draft,
          refusal(because: parameter.evidence)))
    }
    if parameter.isRequired {
      var draft = baseline.draft
      draft.query.removeAll { $0.name == parameter.name }
      cases.append(
        try makeCase(
          .missing, parameter.name, "without the required \(parameter.location)", draft,
          refusal(because: parameter.evidence)))
    }
    return cases
  }

  private func headerCases(_ parameter: Parameter, _ baseline: Baseline) throws -> [Case] {
    guard parameter.isRequired else { return [] }
    // A document that gives a default leaves open whether the server falls back on it.
    let promise: Evidence =
      parameter.defaultValue == nil
      ? parameter.evidence : .assumed("\(parameter.location) is required and has a default.")
    var without = baseline.draft
    without.headers.removeAll(named: parameter.name)
    var empty = baseline.draft
    empty.headers.set(parameter.name, "")
    return [
      try makeCase(
        .missing, parameter.name, "without the required \(parameter.location)", without, refusal(because: promise)),
      try makeCase(
        .empty, parameter.name, "with an empty \(parameter.location)", empty,
        refusal(because: .assumed("The document does not say that \(parameter.location) may not be empty."))),
    ]
  }

  /// Texts that do not stand for a value of the schema; where any text does there are none.
  private static func wrongTexts(_ schema: Schema) -> [(label: String, text: String, kind: Case.Kind)] {
    guard !schema.types.contains(.string) else {
      return schema.wrongValues(isRequired: true).filter { $0.kind != .empty }.map {
        ($0.label, Parameter.text(of: $0.value), $0.kind)
      }
    }
    var found: [(String, String, Case.Kind)] = []
    if schema.types.contains(.integer) {
      found += [("letters", "abc", .type), ("fraction", "1.5", .type)]
    }
    found += schema.wrongValues(isRequired: true).filter { $0.kind == .range || $0.kind == .enum }.map {
      ($0.label, Parameter.text(of: $0.value), $0.kind)
    }
    return found
  }
}

extension CaseFactory {
  /// Requests whose credential is missing, of another kind, cut or not good.
  func credentialCases() throws(SpecError) -> [Case] {
    guard case .bearer = endpoint.security.scheme else { return [] }
    return try derive { baseline in
      let credentials: [(String, String, String?)] = [
        ("missing", "without Authorization", nil),
        ("other-scheme", "with Basic instead of Bearer in Authorization", "Basic dXNlcjpwYXNzd29yZA=="),
        ("no-token", "with Bearer and no token in Authorization", "Bearer"),
        ("invalid-token", "with a token that nobody issued", "Bearer assay-invalid-token"),
      ]
      return try credentials.map { name, summary, value in
        var draft = baseline.draft
        if let value {
          draft.headers.set("Authorization", value)
        } else {
          draft.headers.removeAll(named: "Authorization")
        }
        return try makeCase(
          .credential, name, summary, draft, refusal(.unauthenticated, because: endpoint.credentialRule),
          isUnauthenticated: true)
      }
    }
  }
}
