import AssayJSON
import Foundation
import Testing

/// JSON-Schema-Test-Suite, draft 2020-12, as the directory that the environment variable `ASSAY_SUITES` names holds it.
struct SchemaSuite {
  static let root = ProcessInfo.processInfo.environment["ASSAY_SUITES"]

  struct Group {
    /// The file's name below the draft's directory, without its ending: `format/email`.
    var file: String
    var description: String
    var schema: JSONValue
    var tests: [(description: String, data: JSONValue, isValid: Bool)]
  }

  /// The groups to run and the number of tests that the index says they have.
  static func load() throws -> (groups: [Group], indexed: Int) {
    let root = try #require(root)
    func read(_ path: String) throws -> JSONValue {
      try JSONDocument(parsing: [UInt8](Data(contentsOf: URL(fileURLWithPath: root + "/" + path)))).value
    }
    let index = try #require(try read("index.json")["JSON-Schema-Test-Suite"])
    guard case .object(let kept) = index["kept"], case .array(let dropped) = index["dropped"] else { return ([], 0) }
    var groups: [Group] = []
    var indexed = 0
    for entry in kept {
      let count = try #require(entry.value["tests"]?.integer)
      indexed += count
      if count == 0 { continue }
      guard case .array(let all) = try read("JSON-Schema-Test-Suite/draft2020-12/\(entry.key).json") else { continue }
      for group in all
      where !dropped.contains(where: { $0["file"] == .string(entry.key) && $0["group"] == group["description"] }) {
        guard case .array(let tests) = group["tests"] else { continue }
        groups.append(
          Group(
            file: entry.key, description: group["description"]?.text ?? "", schema: try #require(group["schema"]),
            tests: try tests.map {
              ($0["description"]?.text ?? "", try #require($0["data"]), $0["valid"] == true)
            }))
      }
    }
    return (groups, indexed)
  }
}

extension JSONValue {
  var text: String? { if case .string(let text) = self { text } else { nil } }
  var integer: Int? { if case .number(let number) = self { number.int64.map { Int($0) } } else { nil } }
}
