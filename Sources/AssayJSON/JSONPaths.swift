/// Finds the pointers and locations of many nodes of one document, without starting from its beginning for each.
package struct JSONPaths {
  private let document: JSONDocument
  /// The container of a value (-1 for the root) and the value's index there.
  private typealias Way = (parent: Int32, place: Int32)
  /// The way to each value. It stays empty for a small document, which is searched on demand.
  private var ways: [Way] = []
  private var last = JSONLocation(line: 1, column: 1, offset: 0)

  private static let maxSearched = 64

  package init(_ document: JSONDocument) {
    self.document = document
    let nodes = document.nodes
    if nodes.count <= Self.maxSearched { return }
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
    var way = way(to: node)
    // Fast path, because most violations are in members of the root object.
    if way.parent < 0 { return JSONPointer(member.map { [$0] } ?? []) }
    if way.parent == 0, member == nil { return JSONPointer([token(of: node, way)]) }
    var tokens = member.map { [$0] } ?? []
    var node = node
    while way.parent >= 0 {
      tokens.append(token(of: node, way))
      node = Int(way.parent)
      way = self.way(to: node)
    }
    tokens.reverse()
    return JSONPointer(tokens)
  }

  private func token(of node: Int, _ way: Way) -> String {
    document.nodes[node - 1].kind == .key ? document.text(ofNode: node - 1) : String(way.place)
  }

  private func way(to node: Int) -> Way {
    if !ways.isEmpty { return ways[node] }
    let nodes = document.nodes
    var way: Way = (-1, 0)
    var container = 0
    // Walks the containers from the outermost.
    while container != node {
      way = (Int32(container), 0)
      let step = nodes[container].kind == .object ? 1 : 0
      var child = container + 1
      while Int(nodes[child].next) <= node {
        way.place += 1
        child = Int(nodes[child].next)
      }
      container = child + step
    }
    return way
  }

  /// The location of an offset that is not before the previous one.
  package mutating func location(ofOffset offset: Int) -> JSONLocation {
    if let origin = document.origin { return origin.location(ofOffset: offset) }
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
