import AssayHTTP
import AssayJSON
import AssayTestSupport
import Foundation
import Testing

/// Markers are planted wherever a provider can give a secret back, and every output is searched for them.
@Suite struct LeakTests {
  static let token = "tok-9f8e7d6c5b4a+/=marker"
  static let code = "co-9f8e7d6c5b4a-marker"
  static let passcode = "pc-5544332211-marker"
  static let phone = "+359887776665"

  /// The outputs that a run, a rebuilt report and a replay leave.
  static let files = [
    "junit.xml", "results.json", "report.html", "summary.md", "journal.jsonl", "history.jsonl", "results.tap",
    "gl-code-quality-report.json",
  ]

  /// Where the answer holds what the request carried.
  static let places: [(String, @Sendable (String, String) -> Response)] = [
    (
      "header",
      { token, _ in
        Response(200, headers: ["Content-Type": "application/json", "X-Seen": token], body: Array("{}".utf8))
      }
    ),
    ("content type", { token, _ in Response(200, headers: ["Content-Type": token], body: Array("{}".utf8)) }),
    ("reason", { token, _ in Response(418, reason: token.filter { $0 != "\r" }) }),
    (
      "redirect",
      { token, _ in
        Response(
          302,
          headers: [
            "Location":
              "https://elsewhere.example/?t=\(token.addingPercentEncoding(withAllowedCharacters: .alphanumerics)!)"
          ])
      }
    ),
    (
      "member",
      { token, body in
        Response(200, headers: json, body: object(["result": .number(7), "echo": .string(token + body)]))
      }
    ),
    (
      "value",
      { token, body in Response(200, headers: json, body: object(["result": .array([.string(token), .string(body)])])) }
    ),
    ("key", { token, body in Response(200, headers: json, body: object([token: 1, body: 2])) }),
    (
      "base64",
      { token, body in
        Response(
          200, headers: json, body: object(["echo": .string(Data(("x" + token + body).utf8).base64EncodedString())]))
      }
    ),
    (
      "base64 of a user and a secret, in lines",
      { token, body in
        let echo = Data(("user:" + token.dropFirst(7) + body).utf8).base64EncodedString(
          options: .lineLength64Characters)
        return Response(200, headers: json, body: object(["echo": .string(echo)]))
      }
    ),
    (
      "hexadecimal digits",
      { token, body in
        let digits = (token + body).utf8.map { String(format: "%02X", $0) }.joined()
        return Response(200, headers: json, body: object(["result": .string(digits)]))
      }
    ),
    (
      "another case",
      { token, body in
        Response(200, headers: json, body: object(["result": .string(token.uppercased() + body.uppercased())]))
      }
    ),
    (
      "JSON in JSON",
      { token, body in
        let inner = JSONValue.object(JSONObject([("echo", .string(token + body))])).withEscapes()
        return Response(
          200, headers: json,
          body: object(["result": .string(JSONValue.object(JSONObject([("again", .string(inner))])).serialized())]))
      }
    ),
    (
      "phone in other notations",
      { _, _ in
        let notations = "+359 88 777-66-65, 00359 887776665, (088) 777 66 65, 0887776665"
        return Response(400, headers: json, body: object(["result": .string(notations)]))
      }
    ),
    (
      "escapes",
      { token, body in
        Response(
          200, headers: json,
          body: Array(JSONValue.object(JSONObject([("result", .string(token + body))])).withEscapes().utf8))
      }
    ),
    (
      "broken JSON",
      { token, body in Response(200, headers: json, body: Array("{\"result\": \"\(token)\", \"code\": \(body)".utf8)) }
    ),
    (
      "page",
      { token, body in
        Response(502, headers: ["Content-Type": "text/html"], body: Array("<p>\(token)</p><pre>\(body)</pre>".utf8))
      }
    ),
  ]

  /// Where an excerpt ends inside a secret, or begins inside one.
  static let cuts: [(String, @Sendable (String, String) -> Response)] = [
    (
      "cut page", { token, _ in Response(502, body: Array("<p>\(String(repeating: "x", count: 33))\(token)</p>".utf8)) }
    ),
    (
      "cut trace",
      { token, _ in
        Response(400, body: Array("\(token) Exception in thread \(String(repeating: "x", count: 16))\(token)".utf8))
      }
    ),
    (
      "cut value",
      { token, _ in
        let long = String(repeating: "x", count: 55) + token + token
        return Response(
          200, headers: json, body: object(["result": .array([.string(long)]), "errorId": .string(long)]))
      }
    ),
    // What is taken out moves the end of what is kept to where a secret was cut.
    (
      "cut body",
      { token, _ in
        Response(200, headers: json, body: object(["result": .string(String(repeating: token, count: 4000))]))
      }
    ),
    ("header name", { _, _ in Response(200, headers: ["X-\(code)": "1"], body: Array("{}".utf8)) }),
  ]

  static let json: HeaderFields = ["Content-Type": "application/json"]
  static func object(_ members: KeyValuePairs<String, JSONValue>) -> [UInt8] {
    JSONValue.object(JSONObject(members.map { ($0.key, $0.value) })).serializedBytes()
  }

  static let separators = Set(" -()\n".utf8)

  /// Whether a text shows a marker, as it is, in another case, percent-encoded, escaped, grouped, in base64 or in
  /// hexadecimal digits.
  static func shown(in text: String) -> [String] {
    var texts = [
      text, text.removingPercentEncoding ?? "", text.replacingOccurrences(of: "\\/", with: "/"),
      text.replacingOccurrences(of: "\\", with: ""),
      String(decoding: text.utf8.filter { !Self.separators.contains($0) }, as: UTF8.self),
    ]
    // The lines of base64 are one word.
    let joined = text.replacingOccurrences(of: "\\r", with: "").replacingOccurrences(of: "\\n", with: "")
    let words = joined.components(
      separatedBy: CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "+/=")).inverted)
    for word in words where word.count >= 12 {
      for drop in 0..<4 {
        let part = word.dropFirst(drop).filter { $0 != "=" }
        let padded = part + String(repeating: "=", count: (4 - part.count % 4) % 4)
        if let data = Data(base64Encoded: padded) { texts.append(String(decoding: data, as: UTF8.self)) }
      }
      let digits = Array(word.utf8)
      guard digits.allSatisfy({ (0x30...0x39).contains($0) || (0x41...0x46).contains($0 & 0xDF) }) else { continue }
      for drop in 0..<2 {
        let bytes = stride(from: drop, to: digits.count - 1, by: 2).map { index in
          UInt8(String(decoding: digits[index...index + 1], as: UTF8.self), radix: 16) ?? 0
        }
        texts.append(String(decoding: bytes, as: UTF8.self))
      }
    }
    let marks = ["9f8e7d6c", "55443322", "88777666"]
    return marks.filter { mark in texts.contains { $0.lowercased().contains(mark) } }
  }

  @Test func `the search itself finds a marker in every spelling`() {
    for text in [
      Self.token, "a%39f8e7d6c5b4a", Data("xy\(Self.token)".utf8).base64EncodedString(), "9F8E7D6C", "(088) 777-66-65",
      Self.token.utf8.map { String(format: "%02X", $0) }.joined(),
    ] {
      #expect(!Self.shown(in: text).isEmpty, "\(text)")
    }
  }

  @Test(arguments: (places + cuts).map(\.0))
  func `no output shows a secret, wherever the provider puts it`(place: String) throws {
    let answer = try #require((Self.places + Self.cuts).first { $0.0 == place }).1
    let listener = try Listener { request in
      answer(
        request.headers["Authorization"] ?? "", String(decoding: request.body ?? [], as: UTF8.self))
    }
    let folder = try TemporaryFolder()
    var environment = ForeignProvider.environment
    environment["ASSAY_VAULT_TOKEN"] = Self.token
    environment["ASSAY_TENPAY_TOKEN"] = Self.token
    environment["ASSAY_VAULT_CODE"] = Self.code
    environment["ASSAY_VAULT_PASSCODE"] = Self.passcode
    environment["ASSAY_TENPAY_PHONE"] = Self.phone
    environment["ASSAY_VAULT_PHONE"] = nil
    let options = [
      "--target", "vault=\(listener.url)", "--target", "tenpay=\(listener.url)", "--output", folder.path, "--var",
      "vault.phone=\(Self.phone)",
    ]
    let formats = ["--format", "tap", "--format", "gitlab", "--format", "github"]
    let only = ["vault.card.passcode.set", "vault.phone.verify.resend", "tenpay.user.phone.send-code"].flatMap {
      ["--only", $0]
    }
    func assay(_ arguments: [String]) throws -> CommandResult {
      try Command.run(Repository.assay, arguments, environment: environment)
    }
    var outputs = [
      "run": try assay(options + only + formats), "verbose": try assay(options + only + ["--verbose"]),
      "dry run": try assay(options + only + ["--dry-run"]), "report": try assay(["report", "--output", folder.path]),
      "replay": try assay(["replay", "vault.card.passcode.set/example/curl"] + options),
      "list": try assay(["list", "--variables"]),
    ].mapValues { $0.output + $0.errors }
    #expect(listener.requests.contains { $0.headers["Authorization"] == "Bearer \(Self.token)" })
    #expect(listener.requests.contains { String(decoding: $0.body ?? [], as: UTF8.self).contains(Self.passcode) })
    for file in Self.files where FileManager.default.fileExists(atPath: folder.path + "/" + file) {
      outputs[file] = try folder.read(file)
    }
    #expect(outputs.count >= 12)
    for (name, text) in outputs { #expect(Self.shown(in: text) == [], "\(name)") }
  }
}
