/// Pointers and locations of many nodes of one document, without starting from its beginning for each.
package struct JSONPaths {
  private let document: JSONDocument
  /// For each value the container it is in, and its place there.
  private var parents: [Int32]
  private var places: [Int32]
  private var last = JSONLocation(line: 1, column: 1, offset: 0)

  package init(_ document: JSONDocument) {
    self.document = document
    let nodes = document.nodes
    parents = Array(repeating: -1, count: nodes.count)
    places = Array(repeating: 0, count: nodes.count)
    for container in nodes.indices where nodes[container].kind == .array || nodes[container].kind == .object {
      var child = container + 1
      var place: Int32 = 0
      while child < Int(nodes[container].next) {
        let value = nodes[child].kind == .key ? child + 1 : child
        parents[value] = Int32(container)
        places[value] = place
        place += 1
        child = Int(nodes[child].next)
      }
    }
  }

  package func pointer(to node: Int) -> JSONPointer {
    var tokens: [String] = []
    var node = node
    while parents[node] >= 0 {
      let isMember = document.nodes[node - 1].kind == .key
      tokens.append(isMember ? document.text(ofNode: node - 1) : String(places[node]))
      node = Int(parents[node])
    }
    return JSONPointer(tokens.reversed())
  }

  /// The location of an offset that is not before the one asked for last.
  package mutating func location(ofOffset offset: Int) -> JSONLocation {
    for byte in document.bytes[last.offset..<offset] {
      if byte == UInt8(ascii: "\n") {
        last.line += 1
        last.column = 1
      } else if byte & 0xC0 != 0x80 {
        last.column += 1
      }
    }
    last.offset = offset
    return last
  }
}
