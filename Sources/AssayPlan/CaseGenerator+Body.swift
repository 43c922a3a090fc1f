import AssayContract
import AssayHTTP
import AssayJSON
import AssaySchema
import AssaySpec

extension CaseGenerator {
  /// Bodies that are no JSON object at all, and bodies whose media type says that they are none.
  func bodyCases() throws(SpecError) -> [TestCase] {
    guard endpoint.body.schema != nil else { return [] }
    return try derive { baseline in
      try wholeBodyCases(baseline) + brokenTextCases(baseline) + contentTypeCases(baseline)
    }
  }

  private func makeBody(
    _ name: String, _ summary: String, _ baseline: Baseline, _ body: RequestBuilder.BuilderBody, _ promise: Evidence,
    at location: Location = .body(.root)
  ) throws -> TestCase {
    var draft = baseline.draft
    draft.body = body
    return try makeInvalidCase(.body, name, summary, draft, at: location, because: promise)
  }

  private var bodyPromise: Evidence { endpoint.body.mediaTypeEvidence ?? .documented("Request body") }

  private func wholeBodyCases(_ baseline: Baseline) throws -> [TestCase] {
    let others: [(String, String, JSONValue)] = [
      ("null", "with null as the body", .null), ("array", "with an empty array as the body", []),
      ("string", "with a string as the body", "text"), ("number", "with a number as the body", 1),
      ("boolean", "with true as the body", true),
    ]
    var cases = [try makeBody("missing", "without a body", baseline, .none, bodyPromise)]
    cases.append(
      try makeBody(
        "blank", "with a body of blanks", baseline, .raw(Array("  ".utf8)), bodyPromise))
    for (name, summary, value) in others {
      cases.append(try makeBody(name, summary, baseline, .json(value), bodyPromise))
    }
    return cases
  }

  private func brokenTextCases(_ baseline: Baseline) throws -> [TestCase] {
    guard let json = baseline.draft.json else { return [] }
    let bytes = json.serializedBytes()
    let silent = { (what: String) in Evidence.assumed("The document does not say that \(what) is refused.") }
    var cases: [TestCase] = []
    func add(
      _ name: String, _ summary: String, _ text: [UInt8], _ promise: Evidence, at location: Location = .body(.root)
    ) throws {
      cases.append(try makeBody(name, summary, baseline, .raw(text), promise, at: location))
    }
    try add("truncated", "with a body that ends too early", Array(bytes.dropLast()), bodyPromise)
    try add("malformed", "with single quotes in its JSON", Array(#"{'a': 1}"#.utf8), bodyPromise)
    try add("trailing-bytes", "with text after the JSON of its body", bytes + Array(" x".utf8), bodyPromise)
    try add(
      "byte-order-mark", "with a byte order mark before its body", [0xEF, 0xBB, 0xBF] + bytes,
      silent("a byte order mark"))
    if case .object(let object) = json, let first = object.first {
      let other = JSONValue.object(JSONObject([(first.key, .string("another value"))])).serializedBytes()
      try add(
        "duplicate-key", "with the member \(first.key) twice, with different values",
        Array(other.dropLast()) + Array(",".utf8) + Array(bytes.dropFirst()), silent("a repeated member"),
        at: .body(JSONPointer([first.key])))
    }
    if case .object = json {
      // In a member of its own: a broken declared member would be refused for what it says, too.
      let invalid = Array(bytes.dropLast()) + Array(",\"assay\":\"".utf8) + [0xFF] + Array("\"}".utf8)
      try add("invalid-utf8", "with a byte in its body that is no UTF-8", invalid, silent("invalid UTF-8"))
    }
    return cases
  }

  /// Only where the document itself names the media type is there ground to expect a refusal.
  private func contentTypeCases(_ baseline: Baseline) throws -> [TestCase] {
    guard endpoint.body.mediaTypeEvidence?.level == .documented else { return [] }
    let promise = Evidence.assumed("The document does not say that another media type is refused.")
    let unsupported = Expectation.Tolerance(415, "RFC 9110, section 15.5.16")
    func make(_ name: String, _ summary: String, _ value: String?) throws -> TestCase {
      var draft = baseline.draft
      if let value { draft.headers.set("Content-Type", value) } else { draft.headers.removeAll(named: "Content-Type") }
      return try makeInvalidCase(
        .contentType, name, summary, draft, at: .header("Content-Type"), because: promise, tolerating: [unsupported])
    }
    return [
      try make("text", "with text/plain as Content-Type", "text/plain"),
      try make("missing", "without Content-Type", nil),
    ]
  }
}
