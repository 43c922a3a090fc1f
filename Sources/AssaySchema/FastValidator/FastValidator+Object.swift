import AssayJSON

/// Objects.
extension FastValidator {
  mutating func object(_ node: UnsafePointer<FastValidatorNode>, _ start: Place) -> Place? {
    guard enter(node, .object) else { return nil }
    let rule = objects + Int(node.pointee.object)
    let first = members + Int(rule.pointee.firstMember)
    let firstKey = keyCount
    // One bit for each declared member that was seen, and for each condition that requires its member.
    var seen: UInt64 = 0
    var due: UInt64 = 0
    var freeCount = 0
    var expected = first
    var place = start + 1
    while true {
      place = settle(place)
      let low = UnsafeRawPointer(place).loadUnaligned(as: UInt64.self)
      let high = UnsafeRawPointer(place + 8).loadUnaligned(as: UInt64.self)
      let child: Int32
      // The common case: the next declared member, whose key fits a few words. The one after the last matches nothing.
      var member = expected
      let isExpected = FastValidator.difference(member, low, high) == 0 && member.pointee.isPlain
      if !isExpected {
        member = FastValidator.search(place, low, high, expected, first, rule.pointee.memberCount, literals)
      }
      if member.pointee.length != 0 {
        if seen & member.pointee.bit != 0 { return fail(.undecided) }
        seen |= member.pointee.bit
        place += Int(member.pointee.length)
        child = member.pointee.node
        expected = member + 1
      } else if place[0] == UInt8(ascii: "\"") {
        guard let end = freeKey(place, firstKey) else { return nil }
        if rule.pointee.isClosed { sawUndocumented = true }
        freeCount &+= 1
        place = end
        child = rule.pointee.additional
      } else if place[0] <= 0x20 {
        // White space costs only here: it matches no key, so look again after it.
        let next = skipSpace(place)
        guard next != place else { return fail(.invalid) }
        place = next
        continue
      } else {
        // Nothing but the end of an object without members.
        guard place[0] == UInt8(ascii: "}"), seen == 0, freeCount == 0 else { return fail(.invalid) }
        place += 1
        break
      }
      if place[0] != UInt8(ascii: ":") {
        place = skipSpace(place)
        guard place[0] == UInt8(ascii: ":") else { return fail(.invalid) }
      }
      place += 1
      if !isExpected, member.pointee.isSibling {
        place = settle(skipSpace(place))
        guard noteConditions(rule, member - first, place, &due) else { return nil }
      }
      guard let end = value(child, place) else { return nil }
      place = end + 1
      if end[0] == UInt8(ascii: ",") { continue }
      if end[0] <= 0x20 {
        place = skipSpace(end) + 1
        if place[-1] == UInt8(ascii: ",") { continue }
      }
      guard place[-1] == UInt8(ascii: "}") else { return fail(.invalid) }
      break
    }
    keyCount = firstKey
    depth &-= 1
    guard seen & rule.pointee.required == rule.pointee.required else { return fail(.invalid) }
    if rule.pointee.isBare { return place }
    // No declared member was seen twice, so the bits count them.
    let count = seen.nonzeroBitCount &+ freeCount
    guard count >= Int(rule.pointee.minMembers), count <= Int(rule.pointee.maxMembers),
      areConditionsKept(rule, seen, due)
    else { return fail(.invalid) }
    return place
  }

  /// The declared member whose key is here, or one of length 0; tries those after the expected one first.
  @inline(never)
  private static func search(
    _ place: Place, _ low: UInt64, _ high: UInt64, _ expected: UnsafePointer<FastValidatorMember>,
    _ first: UnsafePointer<FastValidatorMember>, _ count: Int32, _ literals: Place
  ) -> UnsafePointer<FastValidatorMember> {
    let end = first + Int(count)
    var member = expected
    while member < end {
      if isKey(member, low, high, place, literals) { return member }
      member += 1
    }
    member = first
    while member < expected {
      if isKey(member, low, high, place, literals) { return member }
      member += 1
    }
    return end
  }

  @inline(__always)
  static func difference(_ member: UnsafePointer<FastValidatorMember>, _ low: UInt64, _ high: UInt64) -> UInt64 {
    ((low & member.pointee.lowMask) ^ member.pointee.low) | ((high & member.pointee.highMask) ^ member.pointee.high)
  }

  @inline(__always)
  static func isKey(
    _ member: UnsafePointer<FastValidatorMember>, _ low: UInt64, _ high: UInt64, _ place: Place, _ literals: Place
  ) -> Bool {
    difference(member, low, high) == 0 && (member.pointee.length <= 16 || isRest(member, place, literals))
  }

  private static func isRest(_ member: UnsafePointer<FastValidatorMember>, _ place: Place, _ literals: Place) -> Bool {
    let key = literals + Int(member.pointee.offset)
    for index in 16..<Int(member.pointee.length) where key[index] != place[index] { return false }
    return true
  }

  /// Reads an undeclared key and records it to find duplicates.
  @inline(never)
  private mutating func freeKey(_ start: Place, _ firstKey: Int) -> Place? {
    guard let end = string(start + 1) else { return nil }
    let key = text(from: start, to: end)
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in key {
      // With an escape, another text may be the same key.
      if byte == UInt8(ascii: "\\") { return fail(.undecided) }
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
    }
    // A collision only leaves the decision to the full validator.
    for index in firstKey..<keyCount where keys[index] == hash { return fail(.undecided) }
    guard keyCount < FastValidator.maxKeys else { return fail(.undecided) }
    keys[keyCount] = hash
    keyCount += 1
    return end
  }

  /// Records which conditions the value that begins here fulfils.
  @inline(never)
  private mutating func noteConditions(
    _ rule: UnsafePointer<FastValidatorObject>, _ sibling: Int, _ place: Place, _ due: inout UInt64
  ) -> Bool {
    for index in 0..<Int(rule.pointee.conditionCount) {
      let condition = tables.pointee.conditions[Int(rule.pointee.firstCondition) + index]
      guard Int(condition.sibling) == sibling else { continue }
      let literal = literals + Int(condition.offset)
      var isSame = true
      for byte in 0..<Int(condition.length) where place[byte] != literal[byte] {
        // An escape may be another spelling of the same character.
        if place[byte] == UInt8(ascii: "\\") { return fail(.undecided) != nil }
        isSame = false
        break
      }
      if literal[0] != UInt8(ascii: "\""), place[0] == UInt8(ascii: "-") || place[0] &- 0x30 < 10 {
        // A number may have another spelling of the same value, or continue after these digits.
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

  private func areConditionsKept(_ rule: UnsafePointer<FastValidatorObject>, _ seen: UInt64, _ due: UInt64) -> Bool {
    for index in 0..<Int(rule.pointee.conditionCount) {
      let condition = tables.pointee.conditions[Int(rule.pointee.firstCondition) + index]
      if due >> UInt64(index) & 1 != seen >> UInt64(condition.member) & 1 { return false }
    }
    return true
  }
}
