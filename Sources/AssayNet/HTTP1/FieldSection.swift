import AssayHTTP
import AssaySystem

/// Header or trailer lines as they are read, one after another, with what is wrong with each as a fault.
struct FieldSection {
  var headers = HeaderFields()
  var faults: [FramingError] = []
  /// Lines seen, invalid ones and folds included: what the limit of fields counts.
  var lineCount = 0
  private var canFold = false

  /// Takes one line without its end; it is not empty.
  ///
  /// A line that is no field is left out of `headers`; one whose value holds a control byte stays in, bytes and all.
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
      // Space before the colon was a way to smuggle requests past proxies (RFC 9112, section 5.1).
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
