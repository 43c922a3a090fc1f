import AssayContract
import AssayJSON
import AssayJudge
import AssaySpec

/// Pieces of a body that can be shown: cut, lines kept, every control character by its code point.
package enum ShownBody {
  /// The beginning of a body, one text a line; a line may end with CR LF or LF.
  static func beginning(of body: [UInt8], limit: Int) -> [String] {
    if body.isEmpty { return [] }
    return body.prefix(limit).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { line in
      let text = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
      return TextSanitizer.text(String(decoding: text, as: UTF8.self), limit: limit)
    }
  }

  /// The line of a position, or the part of it around the position, with a mark below; `nil` beyond the body.
  ///
  ///       3 | …"email": 12, "phone"…
  ///         |           ^
  static func lines(around location: JSONLocation, in body: [UInt8]) -> [String]? {
    guard location.offset >= 0, location.offset < body.count else { return nil }
    let reach = 60
    let offset = location.offset
    var start = offset
    while start > 0, offset - start < reach, body[start - 1] != UInt8(ascii: "\n") { start -= 1 }
    // Not in the middle of a scalar.
    while start < offset, body[start] & 0xC0 == 0x80 { start += 1 }
    var end = offset
    while end < body.count, end - offset < reach, body[end] != UInt8(ascii: "\n") { end += 1 }
    while end < body.count, end > offset, body[end] & 0xC0 == 0x80 { end -= 1 }
    let isCutBefore = start > 0 && body[start - 1] != UInt8(ascii: "\n")
    let isCutAfter = end < body.count && body[end] != UInt8(ascii: "\n")
    var rest = body[offset..<end]
    if rest.last == UInt8(ascii: "\r") { rest.removeLast() }
    let before = (isCutBefore ? "…" : "") + visible(body[start..<offset])
    let number = "\(location.line)"
    let margin = String(repeating: " ", count: number.utf8.count)
    return [
      "  \(number) | \(before)\(visible(rest))\(isCutAfter ? "…" : "")",
      "  \(margin) | \(String(repeating: " ", count: before.unicodeScalars.count))^",
    ]
  }

  /// The excerpt at a value, in a body that may have lost secrets after it was judged.
  ///
  /// When something before it was redacted, the value has moved, and is found by its pointer.
  static func lines(
    at pointer: JSONPointer, _ location: JSONLocation, in body: [UInt8], contentType: String?
  ) -> [String]? {
    guard isRedacted(body.prefix(location.offset)) else { return lines(around: location, in: body) }
    guard let node = Body.document(ofUndescribed: body, contentType: contentType)?.node(at: pointer) else { return nil }
    return lines(around: node.location, in: body)
  }

  private static func isRedacted(_ bytes: ArraySlice<UInt8>) -> Bool {
    let mark = Array(Redactor.mark.utf8)
    return bytes.indices.contains { bytes[$0] == mark[0] && bytes[$0...].starts(with: mark) }
  }

  private static func visible(_ bytes: ArraySlice<UInt8>) -> String {
    TextSanitizer.text(String(decoding: bytes, as: UTF8.self), limit: bytes.count)
  }
}
