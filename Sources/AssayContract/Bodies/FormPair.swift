import AssayJSON

/// A name with its value in a form: `a[b][]=1` has the path `a`, `b` and the empty text.
struct FormPair {
  var path: [String]
  var value: String
  var offset: Int

  /// The pairs of a form, in their order.
  static func pairs(in bytes: [UInt8]) throws(BodyError) -> [FormPair] {
    var pairs: [FormPair] = []
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "&")) ?? bytes.count
      if end > start {
        let middle = bytes[start..<end].firstIndex(of: UInt8(ascii: "=")) ?? end
        let name = try decode(bytes, start..<middle)
        let value = try decode(bytes, min(middle + 1, end)..<end)
        pairs.append(FormPair(path: path(of: name), value: value, offset: start))
      }
      start = end + 1
    }
    return pairs
  }

  /// The parts of a name; brackets that do not match are part of it.
  private static func path(of name: String) -> [String] {
    guard name.hasSuffix("]"), let first = name.firstIndex(of: "["), first > name.startIndex else { return [name] }
    let keys = name[first...].dropFirst().dropLast().components(separatedBy: "][")
    guard keys.allSatisfy({ !$0.contains { $0 == "[" || $0 == "]" } }) else { return [name] }
    return [String(name[..<first])] + keys
  }

  private static func decode(_ bytes: [UInt8], _ range: Range<Int>) throws(BodyError) -> String {
    func fail(_ reason: RequestProblem.Reason, _ message: String, at offset: Int) -> BodyError {
      BodyError(
        reason: reason, message: message, location: JSONLocation(ofOffset: offset, in: bytes), lasting: message)
    }
    var decoded: [UInt8] = []
    var index = range.lowerBound
    while index < range.upperBound {
      switch bytes[index] {
      case UInt8(ascii: "+"): decoded.append(0x20)
      case UInt8(ascii: "%"):
        guard index + 2 < range.upperBound, let high = JSONString.hexadecimal(bytes[index + 1]),
          let low = JSONString.hexadecimal(bytes[index + 2])
        else { throw fail(.broken("percent"), "a percent sign without two hexadecimal digits", at: index) }
        decoded.append(UInt8(high << 4 | low))
        index += 2
      default: decoded.append(bytes[index])
      }
      index += 1
    }
    guard let text = String(validating: decoded, as: UTF8.self) else {
      throw fail(.invalidUTF8, "bytes that are no UTF-8", at: range.lowerBound)
    }
    return text
  }
}

extension Substring {
  /// The parts between the places where a separator stands.
  fileprivate func components(separatedBy separator: String) -> [String] {
    split(separator: separator, omittingEmptySubsequences: false).map(String.init)
  }
}
