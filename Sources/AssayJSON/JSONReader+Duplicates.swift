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
      let order = compare(left, right)
      return order == 0 ? left < right : order < 0
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

  private func isSameKey(_ first: Int, _ second: Int) -> Bool { compare(first, second) == 0 }

  /// Orders keys by their unescaped bytes: negative when the first comes first, 0 when they are the same.
  private func compare(_ first: Int, _ second: Int) -> Int {
    func order(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Int {
      for index in 0..<min(left.count, right.count) where left[index] != right[index] {
        return Int(left[index]) - Int(right[index])
      }
      return left.count - right.count
    }
    if !nodes[first].isEscaped, !nodes[second].isEscaped { return order(raw(first), raw(second)) }
    return unescaped(first).withUnsafeBufferPointer { left in
      unescaped(second).withUnsafeBufferPointer { order(left, $0) }
    }
  }

  /// The raw text between a key's quotes.
  private func raw(_ key: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: bytes[Int(nodes[key].offset) + 1..<Int(nodes[key].end) - 1])
  }

  private func unescaped(_ key: Int) -> [UInt8] {
    nodes[key].isEscaped ? JSONString.unescape(raw(key)) : Array(raw(key))
  }
}
