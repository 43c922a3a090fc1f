import AssaySpec

/// Which endpoints a path may be one of, found by walking its segments and not by asking every endpoint.
struct Routes: Sendable {
  private struct Node: Sendable {
    /// The first few literals, which are compared one by one; those beyond are looked up.
    var few: [(text: [UInt8], child: Int)] = []
    var many: [[UInt8]: Int] = [:]
    var parameter: Int?
    /// The endpoints whose paths end here, in the contracts' order.
    var ends: [Int] = []
  }

  private var nodes = [Node()]

  init(_ paths: [PathTemplate]) {
    for (index, path) in paths.enumerated() {
      var node = 0
      for segment in path.segments {
        switch segment {
        case .literal(let text): node = child(Array(text.utf8), of: node)
        case .parameter:
          if nodes[node].parameter == nil {
            nodes[node].parameter = nodes.count
            nodes.append(Node())
          }
          node = nodes[node].parameter!
        }
      }
      nodes[node].ends.append(index)
    }
  }

  private mutating func child(_ text: [UInt8], of node: Int) -> Int {
    if let known = nodes[node].few.first(where: { $0.text == text })?.child ?? nodes[node].many[text] { return known }
    let child = nodes.count
    nodes.append(Node())
    if nodes[node].few.count < 8 {
      nodes[node].few.append((text, child))
    } else {
      nodes[node].many[text] = child
    }
    return child
  }

  /// The endpoints whose paths have the shape of this request target's, in the contracts' order.
  func candidates(for target: String) -> [Int] {
    var target = target
    return target.withUTF8 { target in
      let end = target.firstIndex(of: UInt8(ascii: "?")) ?? target.endIndex
      var found: [Int] = []
      collect(target[..<end], at: 0, &found)
      // Two templates may have one shape; the contracts' order decides then.
      if found.count > 1 { found.sort() }
      return found
    }
  }

  /// Recurses as deep as the deepest template.
  private func collect(_ path: Slice<UnsafeBufferPointer<UInt8>>, at node: Int, _ found: inout [Int]) {
    if path.isEmpty {
      found += nodes[node].ends
      return
    }
    guard path[path.startIndex] == UInt8(ascii: "/") else { return }
    let rest = path.dropFirst()
    let end = rest.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex
    let segment = rest[..<end]
    if let child = nodes[node].few.first(where: { $0.text.count == segment.count && segment.elementsEqual($0.text) }) {
      collect(rest[end...], at: child.child, &found)
    } else if !nodes[node].many.isEmpty, let child = nodes[node].many[Array(segment)] {
      collect(rest[end...], at: child, &found)
    }
    if let child = nodes[node].parameter { collect(rest[end...], at: child, &found) }
  }
}
