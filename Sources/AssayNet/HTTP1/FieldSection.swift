import AssayHTTP
import AssaySystem

/// Header or trailer lines with their violations, read line by line.
struct FieldSection {
  var headers = HeaderFields()
  var faults: [FramingError] = []
  /// The number of lines, including invalid and folded ones, for the limit of fields.
  var lineCount = 0
  private var canFold = false

  /// Adds one line, not empty and without its end.
  ///
  /// A line that is not a field is not added to `headers`; one with a control byte in its value is added unchanged.
  mutating func add(_ line: UnsafeRawBufferPointer, endsBare: Bool) {
    lineCount += 1
    if endsBare { faults.append(.bareLineFeed(line: line.excerpt)) }
    if ByteClass.isSpace(line[0]) {
      fold(line)
      return
    }
    canFold = false
    guard let colon = ByteScan.firstOffset(of: UInt8(ascii: ":"), in: line) else {
      return refuse(line, "it has no colon")
    }
    if colon == 0 { return refuse(line, "it has no name") }
    for index in 0..<colon where !ByteClass.isToken(line[index]) {
      // A space before the colon allows request smuggling (RFC 9112, section 5.1).
      return refuse(
        line,
        ByteClass.isSpace(line[index])
          ? "white space stands before the colon" : "its name has a byte that no name may have")
    }
    let value = UnsafeRawBufferPointer(rebasing: line[(colon + 1)...]).trimmed
    check(value, of: line)
    if headers.isEmpty { headers.reserve(bytes: 512, fields: 16) }
    headers.append(rawName: UnsafeRawBufferPointer(rebasing: line[..<colon]), rawValue: value)
    canFold = true
  }

  private mutating func fold(_ line: UnsafeRawBufferPointer) {
    guard canFold, let last = headers.last else {
      return refuse(line, "it starts with white space and continues no field")
    }
    let more = line.trimmed
    faults.append(.obsoleteFolding(name: last.name))
    check(more, of: line)
    headers.extendLastValue(with: more)
  }

  private mutating func check(_ value: UnsafeRawBufferPointer, of line: UnsafeRawBufferPointer) {
    var hasForbidden = false
    for byte in value where ByteClass.isForbiddenInValue(byte) { hasForbidden = true }
    if hasForbidden {
      faults.append(.invalidHeaderLine(line.excerpt, reason: "its value has a control byte"))
    }
  }

  private mutating func refuse(_ line: UnsafeRawBufferPointer, _ reason: String) {
    faults.append(.invalidHeaderLine(line.excerpt, reason: reason))
  }
}
