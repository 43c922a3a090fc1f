/// What a JUnit file may hold, by who reads it.
public enum JUnitProfile: String, Sendable, Hashable, CaseIterable {
  /// What today's readers make use of: file and line, the host, properties of cases that did not simply pass.
  case rich
  /// What the schemas of Jenkins (xUnit plugin, JUnit 10) and Maven Surefire 3.0.2 both allow, and nothing else.
  case strict
}

/// How large a JUnit file may become, so that those who read it still do.
public struct JUnitLimits: Sendable, Hashable {
  /// The longest text of one case, in bytes before escaping.
  public var text: Int
  /// Once a file has this many bytes, texts are cut to `shortText`.
  public var file: Int
  /// The longest text of a case in a file that has become long.
  public var shortText: Int
  /// Once a file has this many bytes, a case has its line in `message` and no text.
  public var lastFile: Int

  public init(text: Int = 65_536, file: Int = 16_000_000, shortText: Int = 1000, lastFile: Int = 24_000_000) {
    self.text = text
    self.file = file
    self.shortText = shortText
    self.lastFile = lastFile
  }

  /// GitLab reads files below 30 MB (docs.gitlab.com, "Unit test reports", "File requirements").
  public static let gitLabFileBytes = 30_000_000

  /// GitLab refuses a file of more than 250 000 objects since 17.6; a case that passed has six, an element with five
  /// attributes.
  public static let gitLabCases = 250_000 / 6

  /// The longest text that a case may have in a file that has so many bytes.
  func text(at bytes: Int) -> Int { bytes < file ? text : bytes < lastFile ? shortText : 0 }

  /// A text as far as it may go, its last line a note on what was cut.
  static func cut(_ text: String, to limit: Int) -> String {
    guard text.utf8.count > limit else { return text }
    var end = text.utf8.index(text.startIndex, offsetBy: limit)
    // Back to the beginning of a scalar: UTF-8 has no character that begins with 10.
    while end > text.startIndex, text.utf8[end] & 0xC0 == 0x80 { end = text.utf8.index(before: end) }
    let kept = text[..<end]
    let gone = text.utf8.count - kept.utf8.count
    return "\(kept)\(kept.isEmpty ? "" : "\n")… \(gone) bytes cut; results.json has the whole\n"
  }
}
