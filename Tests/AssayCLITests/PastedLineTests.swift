import AssayHTTP
import AssayTestSupport
import Foundation
import Testing

/// Every command that a run prints is executed by a shell, as if a user pasted it.
@Suite(.enabled(if: Command.find("curl") != nil, "there is no curl here to run the lines"))
struct PastedLineTests {
  static let secrets = [
    "ASSAY_SHOP_TOKEN": "token'1", "ASSAY_SHOP_ACCOUNT": "account-1", "ASSAY_SHOP_KEY": "key-1",
    "ASSAY_SHOP_PIN": "9876", "ASSAY_SHOP_SIGNATUREKEY": "signature key", "ASSAY_SHOP_CLIENT": "client-1",
  ]
  static let phone = "+1202 555'0199"
  static let only = "shop.pin.set/optional/note"

  /// A server that fails every request, a folder, and what a run against it printed.
  struct Failing {
    let listener: Listener
    let folder: TemporaryFolder
    var output = ""

    init() throws {
      listener = try Listener { _ in Response(500, headers: ["Content-Type": "text/plain"], body: Array("no".utf8)) }
      folder = try TemporaryFolder()
    }

    mutating func run(_ words: [String], _ environment: [String: String]) throws {
      let result = try Command.run(Repository.shop, words, environment: environment, folder: folder.path)
      #expect(result.status == 1, "\(result.output)\(result.errors)")
      output = result.output
    }

    /// The line that stands below a heading on the console.
    func line(below heading: String) throws -> String {
      let lines = output.split(separator: "\n", omittingEmptySubsequences: false)
      let place = try #require(lines.firstIndex { $0.hasPrefix(heading) }, "\(output)")
      return String(lines[place + 1])
    }

    func paste(_ line: String, _ environment: [String: String]) throws -> CommandResult {
      try Command.run("/bin/sh", ["-c", line], environment: environment, folder: folder.path)
    }
  }

  @Test func `the line below a run asks the same again, and writes to the same folder`() throws {
    var failing = try Failing()
    try failing.run(
      [
        "--target", failing.listener.url, "--var", "shop.note=\(Self.phone)", "--output", "my reports", "--timeout=7",
        "--only", Self.only, "--strict",
      ], Self.secrets)
    let line = try failing.line(below: "Repeat it:")
    #expect(!line.contains("0199") && !line.contains("token'1"))
    try FileManager.default.removeItem(atPath: failing.folder.path + "/my reports")
    // Secret and personal values come from the environment, and the line names those that are not set.
    let bare = try failing.paste(line, Self.secrets)
    #expect(bare.status != 0 && bare.errors.contains("ASSAY_SHOP_NOTE"), "\(bare.errors)")
    #expect(failing.listener.requests.count == 1)
    let pasted = try failing.paste(line, Self.secrets.merging(["ASSAY_SHOP_NOTE": Self.phone]) { $1 })
    #expect(pasted.status == 1, "\(pasted.output)\(pasted.errors)")
    let requests = failing.listener.requests
    #expect(requests.count == 2 && requests[0] == requests[1])
    #expect(FileManager.default.fileExists(atPath: failing.folder.path + "/my reports/results.json"))
  }

  @Test func `the line below a run has what the environment, a file of secrets and a file of settings gave`() throws {
    var failing = try Failing()
    try failing.folder.write("token'1\n", to: "the token")
    try failing.folder.write(#"{"timeout": 7, "jobs": 1, "output": "out"}"#, to: "its settings.json")
    var environment = Self.secrets
    environment["ASSAY_SHOP_TOKEN"] = nil
    environment["ASSAY_SHOP_NOTE"] = Self.phone
    let given = environment.merging(
      ["ASSAY_TARGET_SHOP": failing.listener.url, "ASSAY_SHOP_TOKEN_FILE": "the token"]) { $1 }
    try failing.run(["--config", "its settings.json", "--only", Self.only], given)
    let line = try failing.line(below: "Repeat it:")
    try FileManager.default.removeItem(atPath: failing.folder.path + "/out")
    let pasted = try failing.paste(line, environment)
    #expect(pasted.status == 1, "\(line)\n\(pasted.output)\(pasted.errors)")
    let requests = failing.listener.requests
    #expect(requests.count == 2 && requests[0] == requests[1])
    #expect(FileManager.default.fileExists(atPath: failing.folder.path + "/out/results.json"))
  }

  /// Where a report shows the line of a case, as the text that a reader copies.
  enum Place: String, CaseIterable {
    case console, junit, results, page, restoredPage

    func line(of failing: Failing) throws -> String {
      switch self {
      case .console:
        let line = failing.output.split(separator: "\n").first { $0.hasPrefix("    curl ") }
        return String(try #require(line))
      case .junit:
        let text = try failing.folder.read("Reports/junit.xml")
        let start = try #require(text.range(of: "Repeat it:\n"))
        let end = try #require(text.range(of: "</failure>", range: start.upperBound..<text.endIndex))
        return Self.unescaped(text[start.upperBound..<end.lowerBound])
      case .results:
        let data = Data(try failing.folder.read("Reports/results.json").utf8)
        let text = String(decoding: data, as: UTF8.self)
        let start = try #require(text.range(of: #""curl":\s*"#, options: .regularExpression))
        let rest = text[start.upperBound...]
        var end = rest.index(after: rest.startIndex)
        while rest[end] != "\"" { end = rest.index(end, offsetBy: rest[end] == "\\" ? 2 : 1) }
        return try JSONDecoder().decode(String.self, from: Data(rest[...end].utf8))
      case .page, .restoredPage:
        if self == .restoredPage {
          let report = try Command.run(Repository.shop, ["report"], folder: failing.folder.path)
          #expect(report.errors == "")
        }
        let page = try failing.folder.read("Reports/report.html")
        let start = try #require(page.range(of: #"<code id="[^"]*-t">"#, options: .regularExpression))
        let end = try #require(page.range(of: "</code>", range: start.upperBound..<page.endIndex))
        return Self.unescaped(page[start.upperBound..<end.lowerBound].replacing(#/<[^>]*>/#, with: ""))
      }
    }

    private static func unescaped(_ text: Substring) -> String {
      var text = String(text)
      for (entity, character) in [
        ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&#39;", "'"), ("&#10;", "\n"),
        ("&amp;", "&"),
      ] {
        text = text.replacing(entity, with: character)
      }
      return text
    }
  }

  @Test(arguments: Place.allCases) func `the line of a case sends what the case sent`(place: Place) throws {
    var failing = try Failing()
    let environment = Self.secrets.merging(["ASSAY_SHOP_NOTE": "+12025550199"]) { $1 }
    try failing.run(["--target", failing.listener.url, "--only", Self.only], environment)
    let line = try place.line(of: failing).trimmingCharacters(in: .newlines)
    #expect(!line.contains("5550199") && !line.contains("account-1"))
    let sent = try #require(failing.listener.requests.first)
    // A signature is made by the run; curl is told which.
    let signature = try #require(sent.headers["X-Signature"])
    let unset = try failing.paste(line, Self.secrets)
    #expect(unset.status != 0 && unset.errors.contains("parameter") && failing.listener.requests.count == 1)
    let pasted = try failing.paste(
      line + " -s", environment.merging(["ASSAY_SIGNATURE": signature]) { $1 })
    #expect(pasted.status == 0, "\(line)\n\(pasted.errors)")
    let requests = failing.listener.requests
    try #require(requests.count == 2)
    #expect(requests[1].method == sent.method && requests[1].target == sent.target && requests[1].body == sent.body)
    for name in ["Authorization", "Content-Type", "X-Signature"] {
      #expect(requests[1].headers[name] == sent.headers[name], "\(name)")
    }
  }

  @Test func `the line that show prints sends the case`() throws {
    let failing = try Failing()
    let shown = try Command.assay("show", "vault.card.passcode.set/example/curl")
    let start = try #require(shown.output.range(of: "\ncurl -i"))
    let line = String(shown.output[start.lowerBound...])
    let unset = try failing.paste(line, ["ASSAY_VAULT_TOKEN": "t"])
    #expect(unset.status != 0 && unset.errors.contains("ASSAY_TARGET"))
    let pasted = try failing.paste(line, ["ASSAY_VAULT_TOKEN": "t", "ASSAY_TARGET": failing.listener.url])
    #expect(pasted.status == 0, "\(pasted.errors)")
    let request = try #require(failing.listener.requests.first)
    #expect(request.target == "/v2/card/1234435/passcode/code/set")
    #expect(request.headers["Authorization"] == "Bearer t")
    #expect(String(decoding: request.body ?? [], as: UTF8.self).hasPrefix("{\n  \"code\": \"1234\",\n"))
  }

  @Test func `the line below a merge asks the target of its shards`() throws {
    var failing = try Failing()
    let environment = Self.secrets.merging(["ASSAY_SHOP_NOTE": "+12025550199"]) { $1 }
    let target = failing.listener.url.replacing("127.0.0.1", with: "localhost")
    try failing.run(["--target", target, "--only", Self.only, "--shard", "1/1", "--output", "one"], environment)
    let merged = try Command.run(Repository.shop, ["merge", "one"], folder: failing.folder.path)
    failing.output = merged.output
    let pasted = try failing.paste(try failing.line(below: "Repeat it:"), environment)
    #expect(pasted.status == 1, "\(merged.output)\n\(pasted.output)\(pasted.errors)")
    let requests = failing.listener.requests
    #expect(requests.count == 2 && requests[0] == requests[1])
  }
}
