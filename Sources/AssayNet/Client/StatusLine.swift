import AssayHTTP

/// The first line of a response. Violations with a clear meaning are recorded; other lines are not HTTP.
struct StatusLine {
  var version: String
  var status: Int
  var reason: String
  var fault: FramingError?

  /// Why a line is not a status line of HTTP/1.x, in one sentence.
  struct Unreadable: Error {
    var reason: String
  }

  /// Parses `HTTP/1.1 200 OK` (RFC 9112, section 4).
  init(_ line: UnsafeRawBufferPointer) throws(Unreadable) {
    guard line.count >= 8, UnsafeRawBufferPointer(rebasing: line[..<5]).isName("http/"), ByteClass.isDigit(line[5]),
      line[6] == UInt8(ascii: "."), ByteClass.isDigit(line[7])
    else { throw Unreadable(reason: "The answer does not start with HTTP/1.x.") }
    version = line[..<8].elementsEqual("HTTP/1.1".utf8) ? "HTTP/1.1" : String(isomorphic: line[..<8])
    guard line[5] == UInt8(ascii: "1") else { throw Unreadable(reason: "The answer is \(version), not HTTP/1.x.") }
    var problem: String?
    if line[0] != UInt8(ascii: "H") || line[1] != UInt8(ascii: "T") || line[3] != UInt8(ascii: "P") {
      problem = "HTTP is not in capitals"
    }
    var index = 8
    while index < line.count, ByteClass.isSpace(line[index]) { index += 1 }
    if index != 9 || line[8] != 0x20 { problem = "not one space stands before the status code" }
    let digits = index
    var code = 0
    while index < line.count, ByteClass.isDigit(line[index]), index < digits + 4 {
      code = code * 10 + Int(line[index] &- 0x30)
      index += 1
    }
    guard index == digits + 3, index > 8 + 3 else {
      throw Unreadable(reason: "The status code is not three digits.")
    }
    status = code
    if index == line.count {
      // The space is required even before an empty reason.
      problem = problem ?? "the space after the status code is missing"
      reason = ""
    } else if line[index] != 0x20 {
      throw Unreadable(reason: "The status code is not three digits.")
    } else {
      let phrase = UnsafeRawBufferPointer(rebasing: line[(index + 1)...])
      for byte in phrase where ByteClass.isForbiddenInValue(byte) { problem = "the reason has a control byte" }
      reason = phrase.elementsEqual("OK".utf8) ? "OK" : String(isomorphic: phrase)
    }
    if !(100...599).contains(status) { problem = "no status code is \(status)" }
    fault = problem.map { .invalidStatusLine(line.excerpt, reason: $0) }
  }
}
