import Foundation
import Testing

/// Where the public test suites lie: the directory that the environment variable `ASSAY_SUITES` names.
enum Suites {
  static let root = ProcessInfo.processInfo.environment["ASSAY_SUITES"]

  /// The suite's files by name.
  static func parsingFiles() throws -> [(name: String, bytes: [UInt8])] {
    let directory = try #require(root) + "/JSONTestSuite/test_parsing"
    return try FileManager.default.contentsOfDirectory(atPath: directory).filter { $0.hasSuffix(".json") }.sorted().map
    {
      ($0, [UInt8](try Data(contentsOf: URL(fileURLWithPath: directory + "/" + $0))))
    }
  }
}
