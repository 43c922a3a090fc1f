import AssaySpec

extension PathTemplate {
  /// The path with each parameter replaced by its value, percent-encoded for one segment; every byte of those named.
  package func expand(encodingAllOf names: Set<String> = [], _ value: (String) -> String) -> String {
    var path = ""
    path.reserveCapacity(2 * description.utf8.count)
    for segment in segments {
      path += "/"
      switch segment {
      case .literal(let text): path += text
      case .parameter(let name):
        path +=
          names.contains(name) ? PercentEncoding.encodeAll(value(name)) : PercentEncoding.encodeSegment(value(name))
      }
    }
    return path
  }

  /// The parameters' values when the path of a request target has this shape, else `nil`; an empty value is one too.
  package func match(_ path: Substring) -> [String: String]? {
    var path = path
    return path.withUTF8 { path in
      ranges(in: path).map { ranges in
        let texts = ranges.map { PercentEncoding.decode(String(decoding: path[$0], as: UTF8.self)) }
        return Dictionary(zip(parameterNames, texts)) { _, last in last }
      }
    }
  }

  /// Where a literal ends that stands here; a plain loop, since each request to a mock comes by.
  private static func end(of literal: String, in path: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    var literal = literal
    return literal.withUTF8 { literal in
      guard path.count - start >= literal.count else { return nil }
      for index in literal.indices where path[start &+ index] != literal[index] { return nil }
      return start + literal.count
    }
  }

  /// Where each parameter's value stands in the path of a request target, in order; `nil` when the path is another's.
  func ranges(in path: UnsafeBufferPointer<UInt8>) -> [Range<Int>]? {
    var ranges: [Range<Int>] = []
    var start = 0
    for segment in segments {
      guard start < path.count, path[start] == UInt8(ascii: "/") else { return nil }
      start += 1
      switch segment {
      case .literal(let text):
        guard let end = Self.end(of: text, in: path, from: start) else { return nil }
        start = end
        guard start == path.count || path[start] == UInt8(ascii: "/") else { return nil }
      case .parameter:
        var end = start
        while end < path.count, path[end] != UInt8(ascii: "/") { end += 1 }
        ranges.append(start..<end)
        start = end
      }
    }
    return start == path.count ? ranges : nil
  }
}
