/// What a JUnit file may hold, by who reads it.
package enum JUnitProfile: String, Sendable, Hashable, CaseIterable {
  /// What today's readers make use of: file and line, the host, properties of cases that did not simply pass.
  case rich
  /// What the schemas of Jenkins (xUnit plugin, JUnit 10) and Maven Surefire 3.0.2 both allow, and nothing else.
  case strict
}

/// How large a JUnit file may become, so that those who read it still do.
package struct JUnitLimits: Sendable, Hashable {
  /// The longest text of one case, in bytes before escaping.
  package var text: Int
  /// Once a file has this many bytes, texts are cut to `shortText`.
  package var file: Int
  /// The longest text of a case in a file that has become long.
  package var shortText: Int
  /// Once a file has this many bytes, a case has its line in `message` and no text.
  package var lastFile: Int

  package init(text: Int = 65_536, file: Int = 16_000_000, shortText: Int = 1000, lastFile: Int = 24_000_000) {
    self.text = text
    self.file = file
    self.shortText = shortText
    self.lastFile = lastFile
  }

  /// GitLab reads files below 30 MB (docs.gitlab.com, "Unit test reports", "File requirements").
  package static let gitLabFileBytes = 30_000_000

  /// GitLab refuses a file of more than 250 000 objects since 17.6; a case that passed has six, an element with five
  /// attributes.
  package static let gitLabCases = 250_000 / 6

  /// The longest text that a case may have in a file that has so many bytes.
  func text(at bytes: Int) -> Int { bytes < file ? text : bytes < lastFile ? shortText : 0 }

  /// The beginning and the end of a long text, with a note between. The end has the line that repeats the case.
  static func cut(_ text: String, to limit: Int) -> String {
    let bytes = Array(text.utf8)
    guard bytes.count > limit else { return text }
    // Not in the middle of a scalar: none begins with the bits 10.
    var head = limit / 4 * 3
    while head > 0, bytes[head] & 0xC0 == 0x80 { head -= 1 }
    // The end begins with a whole line, when it has one.
    var tail = bytes.count - limit / 4
    tail = bytes[tail...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.count
    let note = "… \(tail - head) bytes cut; results.json has the whole …\n"
    return String(decoding: bytes[..<head], as: UTF8.self) + (head > 0 ? "\n" : "") + note
      + String(decoding: bytes[tail...], as: UTF8.self)
  }
}
