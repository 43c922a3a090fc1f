import AssayHTTP
import AssayJSON
import AssayJudge
import AssayReport
import AssayRun
import AssaySpec

/// A text in every place of a run that a provider can write to.
enum HostileRun {
  static func results(_ text: String) -> [CaseResult] {
    let inJSON = JSONValue.string(text).serialized()
    let header = HeaderField("X-Text", text)
    let type = HeaderField("Content-Type", "application/json")
    let answers: [(String, Response)] = [
      (
        "value",
        Response(200, reason: text, headers: HeaderFields([type, header]), body: Array("{\"paid\": \(inJSON)}".utf8))
      ),
      ("key", Response(200, headers: HeaderFields([type]), body: Array("{\"paid\": true, \(inJSON): \(inJSON)}".utf8))),
      ("keyTwice", Response(200, headers: HeaderFields([type]), body: Array("{\(inJSON): 1, \(inJSON): 1}".utf8))),
      ("raw", Response(200, headers: HeaderFields([type]), body: Array(text.utf8))),
      ("markup", Response(200, headers: HeaderFields([type]), body: Array("<p>\(text)".utf8))),
      (
        "media type",
        Response(200, headers: HeaderFields([HeaderField("Content-Type", text)]), body: Array("{\"paid\": true}".utf8))
      ),
      ("redirect", Response(302, headers: HeaderFields([HeaderField("Location", text)]))),
      ("version", Response(200, headers: HeaderFields([type]), body: Array("{}".utf8), version: text)),
      ("framing", Response(200, faults: [.invalidHeaderLine(text, reason: text), .invalidContentLength(text)])),
      ("trace", Response(200, headers: HeaderFields([type]), body: Array("{\"paid\": \"\n\tat \(text)".utf8))),
    ]
    var results = answers.map { Sample.judged("answer/\($0.0)", $0.1) }
    results.append(Sample.result("error/reason", "that cannot be asked", Verdict(.error, reason: text)))
    results.append(Sample.result("skipped/reason", "that is not asked", Verdict(.skipped, reason: text)))
    return results
  }
}
