/// A range of a text to redact, and its replacement.
struct Redaction {
  var range: Range<Int>
  var replacement: [UInt8]

  /// The replacement of a value that does not come from a variable.
  static let mark = Array(Redactor.mark.utf8)

  init(_ range: Range<Int>, _ replacement: [UInt8] = mark) {
    self.range = range
    self.replacement = replacement
  }

  /// The text with the parts replaced. Where parts overlap, the one that begins first decides the replacement, then the
  /// longest, then the first in the list.
  static func apply(_ redactions: [Redaction], to bytes: [UInt8]) -> [UInt8] {
    guard !redactions.isEmpty else { return bytes }
    let sorted = redactions.sorted {
      ($0.range.lowerBound, $1.range.upperBound) < ($1.range.lowerBound, $0.range.upperBound)
    }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var copied = 0
    for redaction in sorted {
      if redaction.range.lowerBound >= copied {
        result += bytes[copied..<redaction.range.lowerBound]
        result += redaction.replacement
      }
      copied = max(copied, redaction.range.upperBound)
    }
    return result + bytes[copied...]
  }
}
