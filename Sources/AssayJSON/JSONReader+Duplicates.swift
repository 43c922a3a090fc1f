extension JSONReader {
  /// Notes the members of a closed object whose key an earlier member has.
  mutating func findDuplicates(in object: Int) {
    let count = Int(nodes[object].detail)
    guard count > 1 else { return }
    if count <= 24 {
      var second = Int(nodes[object + 1].next)
      for place in 1..<count {
        var first = object + 1
        for _ in 0..<place {
          if nodes[first].detail == nodes[second].detail, isSameKey(first, second) {
            duplicates.append((object, first, second))
            break
          }
          first = Int(nodes[first].next)
        }
        second = Int(nodes[second].next)
      }
      return
    }
    var keys: [Int] = []
    keys.reserveCapacity(count)
    var key = object + 1
    for _ in 0..<count {
      keys.append(key)
      key = Int(nodes[key].next)
    }
    // Sorting keeps an object of very many members, even with colliding hashes, far from quadratic.
    keys.sort { left, right in
      if nodes[left].detail != nodes[right].detail { return nodes[left].detail < nodes[right].detail }
      let (leftText, rightText) = (text(left), text(right))
      if leftText.elementsEqual(rightText) { return left < right }
      return leftText.lexicographicallyPrecedes(rightText)
    }
    var first = keys[0]
    for second in keys.dropFirst() {
      if nodes[first].detail == nodes[second].detail && isSameKey(first, second) {
        duplicates.append((object, first, second))
      } else {
        first = second
      }
    }
  }

  private func isSameKey(_ first: Int, _ second: Int) -> Bool { text(first).elementsEqual(text(second)) }

  private func text(_ key: Int) -> [UInt8] {
    let text = UnsafeBufferPointer(rebasing: bytes[Int(nodes[key].offset) + 1..<Int(nodes[key].end) - 1])
    return nodes[key].isEscaped ? JSONString.unescape(text) : Array(text)
  }
}
