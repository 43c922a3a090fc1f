import AssayPlan
import AssayReport
import AssayRun
import AssaySystem
import Synchronization

/// The folder of files that JUnit's readers show beside a case: responses that are too long for a report.
///
/// Their number is limited. Those of an earlier run are removed first.
final class Attachments: Sendable {
  /// Together they take some 7 MB.
  static let max = 100

  private let folder: String
  /// The folder as those who read the reports name it.
  private let shownFolder: String
  private let written = Atomic<Int>(0)

  /// - Parameter folder: Of the reports.
  init(in folder: String, environment: (String) -> String?) throws {
    self.folder = folder + "/attachments"
    shownFolder = Self.shown(
      self.folder, workingDirectory: try Files.workingDirectory(), project: environment("CI_PROJECT_DIR"))
    guard Files.kind(self.folder) == .folder else { return }
    for name in try Files.list(self.folder) where Self.isOurs(name) { try Files.remove(self.folder + "/" + name) }
  }

  private static let suffix = ".answer.txt"

  /// Whether a name is one that `attach` makes: the endpoint, the hash of the case's id, the suffix.
  private static func isOurs(_ name: String) -> Bool {
    guard name.hasSuffix(suffix) else { return false }
    let parts = name.dropLast(suffix.count).split(separator: ".", omittingEmptySubsequences: false)
    return parts.count > 1 && parts[parts.count - 1].utf8.count == 16
      && parts[parts.count - 1].utf8.allSatisfy { 0x30...0x39 ~= $0 || 0x61...0x66 ~= $0 }
  }

  /// Whether a path that an edited file may hold is that of an attachment: JUnit's readers archive whatever it names.
  static func isOurs(path: String) -> Bool {
    let parts = path.split(separator: "/").map(String.init)
    return parts.count > 1 && parts[parts.count - 2] == "attachments" && isOurs(parts[parts.count - 1])
  }

  /// Writes the responses of a case that failed and notes the file's path; does nothing where the record has them whole.
  func attach(_ record: inout CaseRecord, endpoint: String) throws {
    guard let text = record.fullText, written.wrappingAdd(1, ordering: .relaxed).oldValue < Self.max else { return }
    record.fullText = nil
    try Files.createDirectories(folder)
    let name = "\(SafeFileName.text(endpoint)).\(StableHash(record.id).hex)\(Self.suffix)"
    try Files.writeAtomically(folder + "/" + name, Array(text.utf8))
    record.attachment = shownFolder + "/" + name
  }

  /// The folder as its readers see it: GitLab from the project's folder, Jenkins from the workspace, both
  /// of which a job is started in. A folder elsewhere keeps its absolute path, which Jenkins takes.
  static func shown(_ folder: String, workingDirectory: String, project: String?) -> String {
    func trimmed(_ path: String) -> String { path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path }
    let absolute = folder.hasPrefix("/") ? folder : trimmed(workingDirectory) + "/" + folder
    for base in [project, workingDirectory].compactMap({ $0 }).map(trimmed) where !base.isEmpty {
      if absolute.hasPrefix(base + "/") { return String(absolute.dropFirst(base.count + 1)) }
    }
    return absolute
  }
}
