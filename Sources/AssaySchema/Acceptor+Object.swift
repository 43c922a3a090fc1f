import AssayJSON

/// Objects.
extension Acceptor {
  mutating func object(_ node: UnsafePointer<AcceptorNode>, _ start: Place) -> Place? {
    guard enter(node, .object) else { return nil }
    let rule = objects + Int(node.pointee.object)
    let first = members + Int(rule.pointee.firstMember)
    let firstKey = keyCount
    // Declared members that were seen, and conditions that call for their member, a bit each.
    var seen: UInt64 = 0
    var due: UInt64 = 0
    var count: Int32 = 0
    var expected = first
    var place = skipSpace(start + 1)
    if place[0] == UInt8(ascii: "}") {
      place += 1
    } else {
      while true {
        place = settle(place)
        let member = find(place, expected, first, rule.pointee.memberCount)
        let child: Int32
        if member.pointee.length != 0 {
          let bit = UInt64(1) &<< UInt64(truncatingIfNeeded: member - first)
          if seen & bit != 0 { return fail(.undecided) }
          seen |= bit
          place += Int(member.pointee.length)
          child = member.pointee.node
          expected = member + 1
        } else {
          guard let end = freeKey(place, firstKey) else { return nil }
          if rule.pointee.isClosed { sawUndocumented = true }
          place = end
          child = rule.pointee.additional
        }
        if place[0] != UInt8(ascii: ":") {
          place = skipSpace(place)
          guard place[0] == UInt8(ascii: ":") else { return fail(.invalid) }
        }
        place = skipSpace(place + 1)
        if member.pointee.isSibling {
          place = settle(place)
          guard noteConditions(rule, member - first, place, &due) else { return nil }
        }
        guard let end = value(child, place) else { return nil }
        count += 1
        place = skipSpace(end)
        let next = place[0]
        place += 1
        if next == UInt8(ascii: ",") {
          place = skipSpace(place)
          continue
        }
        guard next == UInt8(ascii: "}") else { return fail(.invalid) }
        break
      }
    }
    keyCount = firstKey
    depth -= 1
    guard seen & rule.pointee.required == rule.pointee.required, count >= rule.pointee.minMembers,
      count <= rule.pointee.maxMembers
    else { return fail(.invalid) }
    if rule.pointee.conditionCount != 0, !areConditionsKept(rule, seen, due) { return fail(.invalid) }
    return place
  }

  /// The declared member whose key stands here, or one without length; looks first at the one that is expected.
  @inline(__always)
  private func find(
    _ place: Place, _ expected: UnsafePointer<AcceptorMember>, _ first: UnsafePointer<AcceptorMember>, _ count: Int32
  ) -> UnsafePointer<AcceptorMember> {
    let low = UnsafeRawPointer(place).loadUnaligned(as: UInt64.self)
    let high = UnsafeRawPointer(place + 8).loadUnaligned(as: UInt64.self)
    let end = first + Int(count)
    var member = expected
    // The one without length, which ends the list, matches nothing.
    while member < end {
      if isKey(member, low, high, place) { return member }
      member += 1
    }
    member = first
    while member < expected {
      if isKey(member, low, high, place) { return member }
      member += 1
    }
    return end
  }

  @inline(__always)
  private func isKey(_ member: UnsafePointer<AcceptorMember>, _ low: UInt64, _ high: UInt64, _ place: Place) -> Bool {
    let difference =
      ((low & member.pointee.lowMask) ^ member.pointee.low) | ((high & member.pointee.highMask) ^ member.pointee.high)
    return difference == 0 && (member.pointee.length <= 16 || isRest(member, place))
  }

  private func isRest(_ member: UnsafePointer<AcceptorMember>, _ place: Place) -> Bool {
    let key = literals + Int(member.pointee.offset)
    for index in 16..<Int(member.pointee.length) where key[index] != place[index] { return false }
    return true
  }

  /// Reads a key that is not declared, and remembers it to find its duplicates.
  @inline(never)
  private mutating func freeKey(_ start: Place, _ firstKey: Int) -> Place? {
    guard start[0] == UInt8(ascii: "\"") else { return fail(.invalid) }
    guard let end = string(start + 1) else { return nil }
    let key = text(from: start, to: end)
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in key {
      // With an escape, another text may be the same key.
      if byte == UInt8(ascii: "\\") { return fail(.undecided) }
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
    }
    // A collision only sends the document to the full judge.
    for index in firstKey..<keyCount where keys[index] == hash { return fail(.undecided) }
    guard keyCount < Acceptor.mostKeys else { return fail(.undecided) }
    keys[keyCount] = hash
    keyCount += 1
    return end
  }

  /// Notes which conditions the value that begins here fulfils.
  @inline(never)
  private mutating func noteConditions(
    _ rule: UnsafePointer<AcceptorObject>, _ sibling: Int, _ place: Place, _ due: inout UInt64
  ) -> Bool {
    for index in 0..<Int(rule.pointee.conditionCount) {
      let condition = tables.pointee.conditions[Int(rule.pointee.firstCondition) + index]
      guard Int(condition.sibling) == sibling else { continue }
      let literal = literals + Int(condition.offset)
      var isSame = true
      for byte in 0..<Int(condition.length) where place[byte] != literal[byte] {
        // An escape may be the same character in other letters.
        if place[byte] == UInt8(ascii: "\\") { return fail(.undecided) != nil }
        isSame = false
        break
      }
      if literal[0] != UInt8(ascii: "\""), place[0] == UInt8(ascii: "-") || place[0] &- 0x30 < 10 {
        // A number may have the same value in other letters, or go on after these.
        var end = 0
        while place[end] == UInt8(ascii: "-") || place[end] &- 0x30 < 10, end < 24 { end += 1 }
        if end == 24 || place[end] == UInt8(ascii: ".") || place[end] | 0x20 == UInt8(ascii: "e") || place[0] == 0x2D {
          return fail(.undecided) != nil
        }
        isSame = isSame && end == Int(condition.length)
      }
      if isSame { due |= 1 << UInt64(index) }
    }
    return true
  }

  private func areConditionsKept(_ rule: UnsafePointer<AcceptorObject>, _ seen: UInt64, _ due: UInt64) -> Bool {
    for index in 0..<Int(rule.pointee.conditionCount) {
      let condition = tables.pointee.conditions[Int(rule.pointee.firstCondition) + index]
      if due >> UInt64(index) & 1 != seen >> UInt64(condition.member) & 1 { return false }
    }
    return true
  }
}
