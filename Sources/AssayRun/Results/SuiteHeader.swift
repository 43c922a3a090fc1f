import AssayPlan
import AssaySchema
import AssaySpec

/// An endpoint as reports name it, without its cases.
package struct SuiteHeader: Sendable, Hashable {
  /// The provider's document.
  package struct Source: Sendable, Hashable {
    package var title = ""
    package var url = ""
    package var revision: String?
    /// When the contract was written from it, as `yyyy-mm-dd`.
    package var retrieved = ""
  }

  package var id = ""
  package var title = ""
  /// The provider's id, and its name.
  package var provider = ""
  package var providerName = ""
  /// Whether the embedded mock answered in the provider's place.
  package var isMock = false
  /// The index of the suite in the whole plan, from 0.
  package var index = 0
  /// Where the requests went.
  package var target = ""
  package var method = ""
  package var path = ""
  /// The source file of the contract, as a path in its repository.
  package var file = ""
  package var line = 0
  package var source = Source()
  /// How many of its cases the run has; no file holds it, since it is the length of a list there.
  package var cases = 0
}

extension SuiteHeader: Record {
  /// The header of a plan's suite.
  ///
  /// - Parameter folder: The folder the process works in, which is cut off the contract's path.
  package init(_ suite: Plan.Suite, index: Int, target: String, isMock: Bool, folder: String) {
    let endpoint = suite.endpoint
    if suite.isScenarios, let first = suite.provider.scenarios.first {
      self.init(
        id: suite.id, title: "Scenarios", provider: suite.provider.id, providerName: suite.provider.name,
        isMock: isMock, index: index, target: target, file: SourcePath.relative(first.source.file, folder: folder),
        line: first.source.line,
        source: Source(
          title: "Scenarios", url: endpoint.document.url, revision: endpoint.document.revision,
          retrieved: endpoint.document.retrieved), cases: suite.count)
      return
    }
    self.init(
      id: endpoint.id, title: endpoint.title, provider: endpoint.providerID, providerName: suite.provider.name,
      isMock: isMock, index: index, target: target,
      method: endpoint.method.rawValue, path: "\(endpoint.path)",
      file: SourcePath.relative(endpoint.file, folder: folder), line: endpoint.line,
      source: Source(
        title: endpoint.title, url: endpoint.document.url, revision: endpoint.document.revision,
        retrieved: endpoint.document.retrieved), cases: suite.count)
  }

  /// Where the contract declares the first promise that a case broke, or else the endpoint.
  package func source(of record: CaseRecord) -> SourceLine {
    let violation = record.failures.first ?? record.violations.first
    return SourceLine(violation?.contractFile ?? file, violation?.contractLine ?? line)
  }

  package static let definition = "suite"
  package static let empty = SuiteHeader()
  package static let members: [Member<SuiteHeader>] = [
    .required("id", \.id, nil, .schema(["minLength": 1])),
    .required("title", \.title),
    .required("provider", \.provider),
    .required("providerName", \.providerName),
    .flag("mock", \.isMock, "whether the embedded mock responded instead of the provider"),
    .required("index", \.index, "its index in the whole plan"),
    .required("target", \.target),
    .required("method", \.method),
    .required("path", \.path),
    .required("file", \.file, "the contract, as a path in its repository"),
    .required("line", \.line),
    .required("source", \.source, "the provider's document"),
  ]
}

extension SuiteHeader.Source: Record {
  package static let definition = "source"
  package static let empty = SuiteHeader.Source()
  package static let members: [Member<SuiteHeader.Source>] = [
    .required("title", \.title), .required("url", \.url), .optional("revision", \.revision),
    .required("retrieved", \.retrieved),
  ]
}

/// Paths of contracts as a reader of a report may see them.
package enum SourcePath {
  /// The path of a source file in its repository; never an absolute path, which would reveal details of the machine.
  ///
  /// `#filePath` is the file's path when it was compiled. The part before the package's `Specs/` is cut off, else
  /// the working directory, else the part before `Sources/` or `Tests/`, else all folders.
  package static func relative(_ path: String, folder: String) -> String {
    guard path.utf8.first == UInt8(ascii: "/") else { return path }
    if let cut = suffix(of: path, from: "Specs") { return cut }
    let base = folder.hasSuffix("/") ? folder : folder + "/"
    if base.utf8.count > 1, path.hasPrefix(base) { return String(path.dropFirst(base.count)) }
    return suffix(of: path, from: "Sources") ?? suffix(of: path, from: "Tests")
      ?? path.split(separator: "/").last.map(String.init) ?? "unknown"
  }

  /// The path from the last folder of that name on.
  private static func suffix(of path: String, from folder: String) -> String? {
    let parts = path.split(separator: "/")
    guard let position = parts.dropLast().lastIndex(where: { $0 == folder }) else { return nil }
    return parts[position...].joined(separator: "/")
  }
}
