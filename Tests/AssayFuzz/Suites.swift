import AssayJSON
import Foundation

/// What the public suites have for seeds, where `ASSAY_SUITES` names them.
enum Suites {
  /// The patterns of JSON-Schema-Test-Suite, each with a text that its tests put to it.
  static var patterns: [(pattern: String, text: String)] {
    guard let root = ProcessInfo.processInfo.environment["ASSAY_SUITES"], !root.isEmpty else { return [] }
    let folder = "\(root)/JSON-Schema-Test-Suite/draft2020-12"
    var found: [(String, String)] = []
    for name in (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? [] where name.hasSuffix(".json") {
      guard let bytes = FileManager.default.contents(atPath: "\(folder)/\(name)"),
        let document = try? JSONDocument(parsing: Array(bytes))
      else { continue }
      for group in document.root.children {
        let texts = group["tests"]?.children.compactMap { $0["data"]?.string } ?? []
        for pattern in patterns(in: group["schema"]) { found.append((pattern, texts.first ?? "")) }
      }
    }
    return found
  }

  private static func patterns(in schema: JSONNode?) -> [String] {
    guard let schema else { return [] }
    var found = schema["pattern"]?.string.map { [$0] } ?? []
    found += schema["patternProperties"]?.members.map(\.key) ?? []
    for child in schema.children { found += patterns(in: child) }
    return found
  }
}
