import AssayPlan
import AssaySpec

/// An endpoint as reports name it, without its cases.
package struct SuiteHeader: Sendable, Hashable {
  package var id: String
  package var title: String
  /// The provider's id, and its name.
  package var provider: String
  package var providerName: String
  /// Whether the embedded mock answered in the provider's place.
  package var isMock: Bool
  /// The index of the suite in the whole plan, from 0.
  package var index: Int
  /// Where the requests went.
  package var target: String
  package var method: String
  package var path: String
  /// The source file of the contract, as a path in its repository.
  package var file: String
  package var line: Int
  package var source: Source
  /// How many of its cases the run has; no file holds it, since it is the length of a list there.
  package var cases: Int

  package init(
    id: String, title: String, provider: String, providerName: String? = nil, isMock: Bool = false, index: Int,
    target: String, method: String, path: String,
    file: String, line: Int, source: Source, cases: Int = 0
  ) {
    self.id = id
    self.title = title
    self.provider = provider
    self.providerName = providerName ?? provider
    self.isMock = isMock
    self.index = index
    self.target = target
    self.method = method
    self.path = path
    self.file = file
    self.line = line
    self.source = source
    self.cases = cases
  }

  /// The header of a plan's suite.
  ///
  /// - Parameter folder: The folder the process works in, which is cut off the contract's path.
  package init(_ suite: Plan.Suite, index: Int, target: String, isMock: Bool, folder: String) {
    let endpoint = suite.endpoint
    self.init(
      id: endpoint.id, title: endpoint.title, provider: endpoint.providerID, providerName: suite.provider.name,
      isMock: isMock, index: index, target: target,
      method: endpoint.method.rawValue, path: "\(endpoint.path)",
      file: SourcePath.relative(endpoint.file, folder: folder), line: endpoint.line,
      source: Source(
        title: endpoint.title, url: endpoint.document.url, revision: endpoint.document.revision,
        retrieved: endpoint.document.retrieved), cases: suite.count)
  }
}

/// Paths of contracts as a reader of a report may see them.
package enum SourcePath {
  /// The path of a source file in its repository; never an absolute path, which would tell of the machine and help nobody.
  ///
  /// `#filePath` is where the file lay when it was compiled. What stands before the package's `Specs/` is cut off, else
  /// the folder the process works in, else what stands before `Sources/` or `Tests/`, else all folders.
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
