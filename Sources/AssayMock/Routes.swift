import AssayContract
import AssaySpec

/// Finds the endpoints that a path may belong to by its segments, without trying every endpoint.
struct Routes: Sendable {
  private struct Node: Sendable {
    /// The first few literals, which are compared one by one; the others are in `many`.
    var few: [(text: [UInt8], child: Int)] = []
    var many: [[UInt8]: Int] = [:]
    var parameter: Int?
    /// The endpoints whose paths end here, in the order of the contracts.
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

  /// The endpoints whose path templates match the request target: literals before parameters, as in OpenAPI.
  func candidates(for target: String) -> [Int] {
    var target = target
    return target.withUTF8 { target in
      var end = 0
      while end < target.count, target[end] != UInt8(ascii: "?") { end &+= 1 }
      var found: [Int] = []
      collect(UnsafeBufferPointer(rebasing: target[..<end]), from: 0, at: 0, &found)
      return found
    }
  }

  /// Recursion is as deep as the longest template.
  private func collect(_ path: UnsafeBufferPointer<UInt8>, from start: Int, at node: Int, _ found: inout [Int]) {
    if start == path.count {
      found += nodes[node].ends
      return
    }
    guard path[start] == UInt8(ascii: "/") else { return }
    var end = start &+ 1
    while end < path.count, path[end] != UInt8(ascii: "/") { end &+= 1 }
    let segment = UnsafeBufferPointer(rebasing: path[(start + 1)..<end])
    if let child = nodes[node].few.first(where: { Self.isSame(segment, $0.text) }) {
      collect(path, from: end, at: child.child, &found)
    } else if !nodes[node].many.isEmpty, let child = nodes[node].many[Array(segment)] {
      collect(path, from: end, at: child, &found)
    }
    if let child = nodes[node].parameter { collect(path, from: end, at: child, &found) }
  }

  private static func isSame(_ segment: UnsafeBufferPointer<UInt8>, _ text: [UInt8]) -> Bool {
    guard segment.count == text.count else { return false }
    for index in segment.indices where segment[index] != text[index] { return false }
    return true
  }
}
