/// Pointers and locations of many nodes of one document, without starting from its beginning for each.
package struct JSONPaths {
  private let document: JSONDocument
  /// For each value the container it is in (-1 for the root) and its place there.
  private var ways: [(parent: Int32, place: Int32)] = []
  private var last = JSONLocation(line: 1, column: 1, offset: 0)

  package init(_ document: JSONDocument) {
    self.document = document
    let nodes = document.nodes
    ways.reserveCapacity(nodes.count)
    for _ in nodes.indices { ways.append((-1, 0)) }
    for container in nodes.indices where nodes[container].kind == .array || nodes[container].kind == .object {
      let step = nodes[container].kind == .object ? 1 : 0
      var child = container + 1
      var place: Int32 = 0
      while child < Int(nodes[container].next) {
        ways[child + step] = (Int32(container), place)
        place += 1
        child = Int(nodes[child].next)
      }
    }
  }

  /// The pointer to a node, or to a member below it that is missing.
  package func pointer(to node: Int, member: String? = nil) -> JSONPointer {
    var tokens: [String] = []
    if let member { tokens.append(member) }
    var node = node
    while ways[node].parent >= 0 {
      let isMember = document.nodes[node - 1].kind == .key
      tokens.append(isMember ? document.text(ofNode: node - 1) : String(ways[node].place))
      node = Int(ways[node].parent)
    }
    tokens.reverse()
    return JSONPointer(tokens)
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
