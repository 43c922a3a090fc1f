import AssayHTTP
import AssayJSON

/// Splits a multipart body (RFC 2046, section 5.1) into its parts.
enum MultipartReader {
  struct Part {
    var name: String
    var mediaType: String?
    var offset: Int
    var content: Range<Int>
  }

  static func parts(of bytes: [UInt8], contentType: String?) throws(BodyError) -> [Part] {
    let delimiter = Array("--".utf8) + (try boundary(of: bytes, contentType))
    let lineEnd = Array("\r\n".utf8)
    guard
      var start = bytes.starts(with: delimiter)
        ? 0 : index(of: lineEnd + delimiter, in: bytes, from: 0).map({ $0 + lineEnd.count })
    else { throw error(.broken("wrong-boundary"), "no part that begins with the boundary", 0, bytes) }
    var parts: [Part] = []
    while true {
      let line = start + delimiter.count
      if bytes[line...].starts(with: "--".utf8) { return parts }
      guard let head = index(of: lineEnd, in: bytes, from: line),
        let end = index(of: lineEnd + delimiter, in: bytes, from: head)
      else { throw error(.broken("no-closing-delimiter"), "no delimiter that ends the body", bytes.count, bytes) }
      parts.append(try part(bytes, head..<end, start))
      start = end + lineEnd.count
    }
  }

  /// The boundary that the `Content-Type` names; where that names no multipart type, what the body begins with.
  private static func boundary(of bytes: [UInt8], _ contentType: String?) throws(BodyError) -> [UInt8] {
    if let type = contentType.flatMap(MediaType.init(parsing:)), type.type == "multipart" {
      guard let boundary = type["boundary"], !boundary.isEmpty else {
        throw error(.broken("no-boundary"), "no boundary in Content-Type", 0, bytes)
      }
      return boundary.isomorphicBytes
    }
    guard bytes.starts(with: "--".utf8), let end = index(of: Array("\r\n".utf8), in: bytes, from: 0) else {
      throw error(.broken("wrong-boundary"), "no part that begins with the boundary", 0, bytes)
    }
    // A body without parts is only the delimiter at the end.
    let line = bytes[2..<end]
    return Array(line.suffix(2).elementsEqual("--".utf8) ? line.dropLast(2) : line)
  }

  /// A part, from the line end after its delimiter to the one before the next.
  private static func part(_ bytes: [UInt8], _ range: Range<Int>, _ offset: Int) throws(BodyError) -> Part {
    let blank = Array("\r\n\r\n".utf8)
    guard let end = index(of: blank, in: bytes, from: range.lowerBound), end + blank.count <= range.upperBound + 2
    else {
      throw error(.malformed, "a part without an empty line after its headers", offset, bytes)
    }
    var part = Part(name: "", offset: offset, content: min(end + blank.count, range.upperBound)..<range.upperBound)
    var hasName = false
    for line in String(decoding: bytes[range.lowerBound..<end], as: UTF8.self).split(separator: "\r\n") {
      guard let colon = line.firstIndex(of: ":") else { continue }
      let value = String(line[line.index(after: colon)...])
      switch line[..<colon].lowercased() {
      case "content-type": part.mediaType = value
      case "content-disposition":
        // The grammar is that of a media type but for the type itself.
        guard let name = MediaType(parsing: "part/" + value.drop { $0 == " " })?["name"] else { continue }
        part.name = name.replacing("%22", with: "\"").replacing("%0D", with: "\r").replacing("%0A", with: "\n")
        hasName = true
      default: continue
      }
    }
    if !hasName { throw error(.malformed, "a part without a name", offset, bytes) }
    return part
  }

  static func error(
    _ reason: RequestProblem.Reason, _ message: String, _ offset: Int, _ bytes: [UInt8]
  ) -> BodyError {
    BodyError(reason: reason, message: message, location: JSONLocation(ofOffset: offset, in: bytes), lasting: message)
  }

  private static func index(of pattern: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
    guard bytes.count >= pattern.count, start <= bytes.count - pattern.count else { return nil }
    return (start...bytes.count - pattern.count).first { index in
      bytes[index] == pattern[0] && bytes[index...].starts(with: pattern)
    }
  }
}
