import AssayJSON
import AssayYAML
import Foundation
import Testing

/// Where the suite lies.
private let path = ProcessInfo.processInfo.environment["ASSAY_SUITES"].map { $0 + "/yaml-test-suite.json" }

/// The public test suite of YAML (github.com/yaml/yaml-test-suite).
@Suite(.enabled(if: path != nil, "set ASSAY_SUITES to a directory with yaml-test-suite.json"))
struct YAMLTestSuiteTests {
  struct Case {
    var id: String
    var yaml: String
    /// A stream of JSON texts; `nil` where YAML has no equivalent.
    var json: String?
    var isInvalid: Bool

    /// What the reader makes of it: the compact JSON texts, or the error.
    var outcome: Result<[String], YAMLError> {
      do throws(YAMLError) {
        return .success(try YAMLReader.stream(Array(yaml.utf8)).map { $0.value.serialized() })
      } catch {
        return .failure(error)
      }
    }

    /// Whether the reader agrees with the suite.
    var agrees: Bool {
      switch outcome {
      case .success(let texts): !isInvalid && json != nil && values(texts.joined(separator: "\n")) == values(json!)
      case .failure(let error): isInvalid ? error.kind != .limit : json == nil && error.kind == .unsupported
      }
    }

    private func values(_ stream: String) -> JSONValue? {
      // One array of all texts: after each value a comma.
      var items: [JSONValue] = []
      var text = ""
      for line in stream.split(separator: "\n", omittingEmptySubsequences: false) {
        text += line + "\n"
        if let value = try? JSONDocument(parsing: Array(text.utf8)).value {
          items.append(value)
          text = ""
        }
      }
      return text.allSatisfy(\.isWhitespace) ? .array(items) : nil
    }
  }

  static func cases() throws -> [Case] {
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: #require(path))))
    return try #require(JSONDocument(parsing: bytes).root["cases"]).children.map { node in
      Case(
        id: try #require(node["id"]?.string), yaml: try #require(node["yaml"]?.string), json: node["json"]?.string,
        isInvalid: node["invalid"]?.bool == true)
    }
  }

  @Test func `every case with a JSON equivalent is read as that, but for those with other tags`() throws {
    let cases = try Self.cases().filter { $0.json != nil && !$0.isInvalid }
    #expect(cases.count == 279)
    for one in cases where Self.refused[one.id] == nil { #expect(one.agrees, "\(one.id): \(one.outcome)") }
    for (id, tag) in Self.refused {
      let one = try #require(cases.first { $0.id == id })
      guard case .failure(let error) = one.outcome else {
        Issue.record("\(id) is read")
        continue
      }
      #expect(error.kind == .unsupported && error.message.hasPrefix("the tag \(tag),"), "\(id): \(error)")
    }
  }

  @Test func `every case that is no YAML is refused with its place`() throws {
    let cases = try Self.cases().filter(\.isInvalid)
    #expect(cases.count == 94)
    for one in cases { #expect(one.agrees, "\(one.id): \(one.outcome)") }
  }

  @Test func `every case without a JSON equivalent is refused as that, but for two that have one`() throws {
    let cases = try Self.cases().filter { $0.json == nil && !$0.isInvalid }
    #expect(cases.count == 29)
    for one in cases where Self.readable[one.id] == nil { #expect(one.agrees, "\(one.id): \(one.outcome)") }
    for (id, text) in Self.readable {
      #expect(try #require(cases.first { $0.id == id }).outcome == .success([text]), "\(id)")
    }
  }

  /// The cases with a JSON equivalent that are refused: each has a tag that the core schema does not have. Read as if it
  /// had none, a value could mean something else than its author wrote.
  static let refused = [
    "2XXW": "tag:yaml.org,2002:set", "565N": "tag:yaml.org,2002:binary", "5TYM": "!my-light", "6CK3": "!local",
    "6WLZ": "!foo", "7FWL": "!bar", "9WXW": "!foo", "C4HZ": "tag:clarkevans.com,2002:circle",
    "CC74": "tag:example.com,2000:app/foo", "CUP7": "!local", "J7PZ": "tag:yaml.org,2002:omap", "M5C3": "!foo",
    "P76L": "tag:example.com,2000:app/int", "UGM3": "tag:clarkevans.com,2002:invoice", "Z67P": "!foo",
    "Z9M4": "tag:example.com,2000:app/foo",
  ]

  /// The cases that the suite gives no equivalent for, and what they are read as: a mapping with values left out, and an
  /// empty string by the tag `!`.
  static let readable = [
    "4ABK": #"{"unquoted":"separate","http://foo.com":null,"omitted value":null}"#, "UKK6/02": #""""#,
  ]
}
