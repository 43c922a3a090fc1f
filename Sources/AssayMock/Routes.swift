import AssaySpec

/// Which endpoints a path may be one of, found by walking its segments and not by asking every endpoint.
struct Routes: Sendable {
  private struct Node: Sendable {
    var literals: [String: Int] = [:]
    var parameter: Int?
    /// The endpoints whose paths end here, in the contracts' order.
    var ends: [Int] = []
  }

  private var nodes = [Node()]

  init(_ paths: [PathTemplate]) {
    for (index, path) in paths.enumerated() {
      var node = 0
      for segment in path.segments {
        let next: Int?
        switch segment {
        case .literal(let text): next = nodes[node].literals[text]
        case .parameter: next = nodes[node].parameter
        }
        let child = next ?? nodes.count
        if next == nil {
          nodes.append(Node())
          switch segment {
          case .literal(let text): nodes[node].literals[text] = child
          case .parameter: nodes[node].parameter = child
          }
        }
        node = child
      }
      nodes[node].ends.append(index)
    }
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
    if !nodes[node].literals.isEmpty, let child = nodes[node].literals[String(decoding: rest[..<end], as: UTF8.self)] {
      collect(rest[end...], at: child, &found)
    }
    if let child = nodes[node].parameter { collect(rest[end...], at: child, &found) }
  }
}
