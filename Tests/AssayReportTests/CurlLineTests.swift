import AssayHTTP
import AssayReport
import AssayTestSupport
import AssayRun
import Foundation
import Testing

@Suite struct CurlLineTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var what: String
    var request: Request
    var line: String
    /// The words that curl must get, the first being its own name's neighbour.
    var words: [String]
    /// The bytes that curl must get on its standard input, when the body is no text.
    var input: [UInt8]?
    var testDescription: String { what }
  }

  static let target = "https://api.example.com"

  static let rows = [
    Row(
      what: "the plainest", request: Request(.get, "/v1/ping"),
      line: "curl -i -X GET https://api.example.com/v1/ping",
      words: ["-i", "-X", "GET", "https://api.example.com/v1/ping"]),
    Row(
      what: "a query", request: Request(.get, "/v1/ping?a=1&b=%20"),
      line: "curl -i -X GET 'https://api.example.com/v1/ping?a=1&b=%20'",
      words: ["-i", "-X", "GET", "https://api.example.com/v1/ping?a=1&b=%20"]),
    Row(
      what: "a header with an empty value",
      request: Request(.post, "/x", headers: ["X-Signature": "", "Accept": "*/*"]),
      line: "curl -i -X POST https://api.example.com/x -H 'X-Signature;' -H 'Accept: */*'",
      words: ["-i", "-X", "POST", "https://api.example.com/x", "-H", "X-Signature;", "-H", "Accept: */*"]),
    Row(
      what: "quotes of both kinds and a shell's own characters",
      request: Request(
        .post, "/x", headers: ["Content-Type": "text/plain", "X-A": "it's \"$HOME\" `id` \\ !"],
        body: Array("it's\n\"$HOME\" $(id) %s \\n".utf8)),
      line: """
        curl -i -X POST https://api.example.com/x -H 'Content-Type: text/plain' -H 'X-A: it'\\''s "$HOME" `id` \\ !' \
        --data-binary 'it'\\''s
        "$HOME" $(id) %s \\n'
        """,
      words: [
        "-i", "-X", "POST", "https://api.example.com/x", "-H", "Content-Type: text/plain", "-H",
        "X-A: it's \"$HOME\" `id` \\ !", "--data-binary", "it's\n\"$HOME\" $(id) %s \\n",
      ]),
    Row(
      what: "a form with a secret, which curl must encode",
      request: Request(
        .post, "/x", headers: ["Content-Type": "application/x-www-form-urlencoded"],
        body: Array("To=%2B1&Pin=${ASSAY_A}&b[]=c".utf8)),
      line:
        #"curl -i -X POST https://api.example.com/x -H 'Content-Type: application/x-www-form-urlencoded' --data-binary To=%2B1 --data-urlencode Pin="${ASSAY_A:?}" --data-binary 'b[]=c'"#,
      words: [
        "-i", "-X", "POST", "https://api.example.com/x", "-H", "Content-Type: application/x-www-form-urlencoded",
        "--data-binary", "To=%2B1", "--data-urlencode", "Pin=it's a\\n$ecret", "--data-binary", "b[]=c",
      ]),
    Row(
      what: "secrets that the shell fills in",
      request: Request(
        .post, "/x", headers: ["Authorization": "Bearer ${ASSAY_A}", "Content-Type": "application/json"],
        body: Array(#"{"a":"${ASSAY_A}","b":"${ASSAY_B_2}","c":"${HOME}","d":"${ASSAY_$(id)}"}"#.utf8)),
      line:
        #"curl -i -X POST https://api.example.com/x -H 'Authorization: Bearer '"${ASSAY_A:?}" -H 'Content-Type: application/json' --data-binary '{"a":"'"${ASSAY_A:?}"'","b":"'"${ASSAY_B_2:?}"'","c":"${HOME}","d":"${ASSAY_$(id)}"}'"#,
      words: [
        "-i", "-X", "POST", "https://api.example.com/x", "-H", "Authorization: Bearer it's a\\n$ecret", "-H",
        "Content-Type: application/json", "--data-binary",
        #"{"a":"it's a\n$ecret","b":"second value","c":"${HOME}","d":"${ASSAY_$(id)}"}"#,
      ]),
    Row(
      what: "a body without a media type, which curl would call a form",
      request: Request(.post, "/x", body: Array("{}".utf8)),
      line: "curl -i -X POST https://api.example.com/x -H Content-Type: --data-binary '{}'",
      words: ["-i", "-X", "POST", "https://api.example.com/x", "-H", "Content-Type:", "--data-binary", "{}"]),
    Row(
      what: "an empty body", request: Request(.post, "/x", body: []),
      line: "curl -i -X POST https://api.example.com/x", words: ["-i", "-X", "POST", "https://api.example.com/x"]),
    Row(
      what: "a body that is no UTF-8, with a percent sign and a secret",
      request: Request(
        .put, "/x", headers: ["Content-Type": "a/b"],
        body: [0xFF, 0x00, 0x25, 0x0A] + Array("${ASSAY_B_2}".utf8) + [0x27]),
      line:
        #"printf '\377\000%%\012%s\047' "${ASSAY_B_2:?}" | curl -i -X PUT https://api.example.com/x -H 'Content-Type: a/b' --data-binary @-"#,
      words: [
        "-i", "-X", "PUT", "https://api.example.com/x", "-H", "Content-Type: a/b", "--data-binary", "@-",
      ], input: [0xFF, 0x00, 0x25, 0x0A] + Array("second value".utf8) + [0x27]),
    Row(
      what: "a body that curl would take for a file",
      request: Request(.post, "/x", headers: ["Content-Type": "a/b"], body: Array("@x".utf8)),
      line: #"printf '@x' | curl -i -X POST https://api.example.com/x -H 'Content-Type: a/b' --data-binary @-"#,
      words: [
        "-i", "-X", "POST", "https://api.example.com/x", "-H", "Content-Type: a/b", "--data-binary", "@-",
      ], input: [0x40, 0x78]),
  ]

  @Test(arguments: rows) func `a request is a line for a shell, and the shell sees what is meant`(row: Row) throws {
    let line = CurlLine.text(for: row.request, target: .init(Self.target))
    #expect(line == row.line)
    let seen = try Self.seen(by: line)
    #expect(seen.words == row.words)
    #expect(seen.input == row.input)
  }

  @Test(arguments: [
    ("http://127.0.0.1:8080", "http://127.0.0.1:8080/x"), ("https://a.example/", "https://a.example/x"),
    ("https://a.example/base", "https://a.example/base/x"), ("${ASSAY_TARGET}", "\"${ASSAY_TARGET:?}\"/x"),
    ("unix:/run/a b", "--unix-socket '/run/a b' http://localhost/x"),
  ])
  func `the target stands before the path`(target: String, word: String) {
    #expect(CurlLine.text(for: Request(.get, "/x"), target: .init(target)) == "curl -i -X GET \(word)")
  }

  /// The words and the input that a program called curl gets when a shell runs the line.
  static func seen(by line: String) throws -> (words: [String], input: [UInt8]?) {
    let folder = try TemporaryFolder()
    let script = """
      #!/bin/sh
      for word in "$@"; do printf '%s\\0' "$word"; last=$word; done
      if [ "$last" = @- ]; then printf '>'; od -An -v -tu1; fi
      """
    try folder.write(script, to: "curl")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path + "/curl")
    let result = try Command.run(
      "/bin/sh", ["-c", line],
      environment: [
        "PATH": folder.path + ":/usr/bin:/bin", "ASSAY_A": "it's a\\n$ecret", "ASSAY_B_2": "second value",
      ])
    try #require(result.status == 0, "\(result.errors)")
    let parts = result.output.split(separator: "\0", omittingEmptySubsequences: false).map(String.init)
    let input = parts.last.flatMap { last in
      last.hasPrefix(">") ? last.dropFirst().split(whereSeparator: \.isWhitespace).compactMap { UInt8($0) } : nil
    }
    return (parts.dropLast(), input)
  }
}
