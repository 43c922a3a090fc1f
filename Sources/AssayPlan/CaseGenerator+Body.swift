import AssayContract
import AssayHTTP
import AssayJSON
import AssaySchema
import AssaySpec

extension CaseGenerator {
  /// Requests without a body, with each broken body, and with another media type.
  func bodyCases() throws(SpecError) -> [TestCase] {
    guard let codec = endpoint.body.codec, let schema = endpoint.body.schema else { return [] }
    return try derive { baseline in
      let promise = endpoint.body.mediaTypeEvidence ?? .documented(at: "Request body")
      func make(
        _ name: String, _ summary: String, _ body: RequestBuilder.BuilderBody, _ rule: Evidence,
        at pointer: JSONPointer = .root, _ parameters: String? = nil
      ) throws -> TestCase {
        var builder = baseline.builder
        builder.body = body
        if let parameters { builder.headers.set("Content-Type", endpoint.body.mediaType + parameters) }
        return try makeInvalidCase(.body, name, summary, builder, at: .body(pointer), because: rule)
      }
      var cases = endpoint.body.mayBeEmpty ? [] : [try make("missing", "without a body", .none, promise)]
      for broken in baseline.builder.json.map({ codec.broken($0, schema) }) ?? [] {
        let rule = endpoint.body.assumption(of: broken) ?? promise
        cases.append(
          try make(broken.name, broken.summary, .raw(broken.bytes), rule, at: broken.pointer, broken.parameters))
      }
      return cases + (try contentTypeCases(baseline))
    }
  }

  /// Requests with another `Content-Type`, where the document itself names the media type.
  private func contentTypeCases(_ baseline: Baseline) throws -> [TestCase] {
    guard endpoint.body.mediaTypeEvidence?.level == .documented else { return [] }
    // Where an optional body is empty, as a form without members, its type says nothing.
    let bytes = baseline.builder.json.flatMap { endpoint.body.codec?.encode($0) }
    if endpoint.body.isOptional, bytes?.isEmpty == true { return [] }
    let promise = Evidence.assumed("The document does not say that another media type is refused.")
    let unsupported = Expectation.Tolerance(415, "RFC 9110, section 15.5.16")
    func make(_ name: String, _ summary: String, _ value: String?) throws -> TestCase {
      var builder = baseline.builder
      if let value {
        builder.headers.set("Content-Type", value)
      } else {
        builder.headers.removeAll(named: "Content-Type")
      }
      return try makeInvalidCase(
        .contentType, name, summary, builder, at: .header("Content-Type"), because: promise, tolerating: [unsupported])
    }
    let other = endpoint.body.otherMediaType
    return [
      try make(other.name, "with \(other.type) as Content-Type", other.type),
      try make("missing", "without Content-Type", nil),
    ]
  }
}
