import AssayHTTP
import AssayPlan

/// A described body must have no content coding (RFC 9110, section 8.4), since no request asks for one.
enum ContentCodingCheck: Check {
  static func check(_ response: Response, to step: Step, by judge: Judge, _ findings: inout Findings) {
    guard let coding = coding(of: response), let (index, body) = findings.described(of: response, by: judge) else {
      return
    }
    // Bytes of any type may be a file that is compressed.
    if body.body.encoding == .bytes, !response.headers.contains("Content-Encoding") { return }
    let expected = "a body as it is: the request asks for no content coding"
    findings.rejectBody(
      Violation(
        "content-coding", at: .header("Content-Encoding"), expected: expected,
        found: "a content coding that the request did not accept: \(TextSanitizer.text(coding))",
        lasting: "\(expected)\n\(coding.lowercased())", evidence: judge.endpoint.responses[index].evidence))
  }

  private static func coding(of response: Response) -> String? {
    if response.headers.contains("Content-Encoding") {
      let named = response.headers.values(named: "Content-Encoding").joined(separator: ", ")
      if !named.isEmpty, !named.equalsIgnoringASCIICase("identity") { return named }
    }
    // Every gzip member begins with these bytes (RFC 1952, section 2.3.1), and no JSON text does.
    return response.body.starts(with: [0x1F, 0x8B]) ? "gzip, which no Content-Encoding names" : nil
  }
}
