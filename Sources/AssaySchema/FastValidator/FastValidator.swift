import AssayJSON

/// Parses and validates bytes in one pass, without a tape and without allocation.
///
/// It works on pointers: `RawSpan` needs a third more instructions with checked loads, and protects no better with
/// unchecked ones. One rule keeps the pointers inside: a token (a key, a value, white space) begins at least 64 bytes
/// before the end, or in a copy of the last 64 bytes that is followed by 64 zeros. Zero ends every token, so the first
/// 64 bytes of a token can always be loaded.
struct FastValidator {
  typealias Place = UnsafePointer<UInt8>

  let nodes: UnsafePointer<FastValidatorNode>
  let objects: UnsafePointer<FastValidatorObject>
  let members: UnsafePointer<FastValidatorMember>
  /// The rest of the tables, which the common case does not touch.
  let tables: UnsafePointer<FastValidatorTables>
  let literals: UnsafePointer<UInt8>
  /// Where the last 64 bytes begin, in the document and in the copy.
  private let tailStart: Place
  private let tail: Place
  /// From here on the copy is read instead of the document; the maximum once that has happened.
  private(set) var limit: Place
  /// Why the pass stopped.
  var outcome = FastValidation.invalid
  /// Whether an undeclared member was seen, so that the outcome is undecided.
  var sawUndocumented = false
  var depth = 0
  /// Hashes of undeclared keys of the open objects, to find duplicates.
  let keys: UnsafeMutablePointer<UInt64>
  var keyCount = 0

  /// How many bytes may still be read again for other schemas, so that nested alternatives cannot take exponential
  /// time.
  var bytesLeft: Int

  /// The maximum nesting; the full validator handles deeper documents.
  static let deepest = 64
  static let maxKeys = 64
  static let margin = 64
  private static var nowhere: Place { Place(bitPattern: UInt.max).unsafelyUnwrapped }

  /// Validates by the first schema of the tables.
  static func accept(_ bytes: UnsafeBufferPointer<UInt8>, by memory: FastValidatorMemory) -> FastValidation {
    guard let base = bytes.baseAddress, !bytes.isEmpty else { return .invalid }
    guard bytes.count <= JSONLimits.maxBytes else { return .undecided }
    return withUnsafeTemporaryAllocation(byteCount: 2 * margin + 8 * maxKeys, alignment: 16) { scratch in
      let tail = scratch.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: UInt8.self)
      let kept = min(bytes.count, margin)
      copyTail(base + (bytes.count - kept), count: kept, to: tail)
      let keys = UnsafeMutableRawPointer(tail + 2 * margin).assumingMemoryBound(to: UInt64.self)
      var fastValidator = FastValidator(
        memory, tailStart: base + (bytes.count - kept), tail: tail, keys: keys, bytesLeft: 100_000 + 64 * bytes.count)
      return fastValidator.accept(from: base, end: tail + kept)
    }
  }

  /// Copies at most 64 bytes and puts 64 zeros after them.
  @inline(__always)
  private static func copyTail(_ source: Place, count: Int, to tail: UnsafeMutablePointer<UInt8>) {
    let target = UnsafeMutableRawPointer(tail)
    if count == margin {
      // Of a known length, without two calls for so little.
      let bytes = UnsafeRawPointer(source).loadUnaligned(as: SIMD64<UInt8>.self)
      target.storeBytes(of: bytes, as: SIMD64<UInt8>.self)
    } else {
      tail.initialize(from: source, count: count)
    }
    (target + count).storeBytes(of: SIMD64<UInt8>(), as: SIMD64<UInt8>.self)
  }

  private init(
    _ memory: FastValidatorMemory, tailStart: Place, tail: Place, keys: UnsafeMutablePointer<UInt64>, bytesLeft: Int
  ) {
    nodes = memory.nodes
    objects = memory.objects
    members = memory.members
    tables = memory.tables
    literals = memory.literals
    self.tailStart = tailStart
    self.tail = tail
    self.keys = keys
    self.bytesLeft = bytesLeft
    limit = tailStart
  }

  private mutating func accept(from start: Place, end: Place) -> FastValidation {
    // The schema itself stands after the node that anything satisfies.
    guard let stop = value(1, start) else { return outcome }
    let last = settle(stop)
    guard last == end || settle(skipSpace(last)) == end else { return .invalid }
    return sawUndocumented ? .undecided : .valid
  }

  // MARK: - Places

  /// The same position for the beginning of a token: in the copy, if it is among the last bytes.
  @inline(__always)
  mutating func settle(_ place: Place) -> Place {
    place < limit ? place : moveToTail(place)
  }

  @inline(never)
  private mutating func moveToTail(_ place: Place) -> Place {
    // Without a limit the place is in the copy already.
    if limit == FastValidator.nowhere { return place }
    limit = FastValidator.nowhere
    return tail + (place - tailStart)
  }

  /// The bytes between two positions, of which only the second may be in the copy.
  func text(from start: Place, to stop: Place) -> UnsafeBufferPointer<UInt8> {
    let isSplit =
      stop >= tail && stop <= tail + FastValidator.margin && !(start >= tail && start <= tail + FastValidator.margin)
    let end = isSplit ? tailStart + (stop - tail) : stop
    return UnsafeBufferPointer(start: start, count: end - start)
  }

  /// Continues from an earlier position, which may be before the copy.
  mutating func rewind(limit: Place) { self.limit = limit }

  @inline(__always)
  mutating func skipSpace(_ place: Place) -> Place {
    place[0] > 0x20 ? place : skipManySpaces(place)
  }

  @inline(never)
  private mutating func skipManySpaces(_ start: Place) -> Place {
    var place = start
    while true {
      place = settle(place)
      switch place[0] {
      case 0x20, 0x0A, 0x0D, 0x09: place += 1
      default: return place
      }
    }
  }

  // MARK: - Values

  /// Reads a value that must satisfy a node. Returns the position after it, or `nil` with the outcome set.
  mutating func value(_ index: Int32, _ start: Place) -> Place? {
    let place = settle(start)
    let node = nodes + Int(index)
    if place[0] == UInt8(ascii: "\""), node.pointee.takesAnyString { return string(place + 1) }
    if node.pointee.applicatorCount != 0 { return applied(node, place) }
    return own(node, place)
  }

  /// Reads a value by the node's own rules, without other schemas.
  @inline(__always)
  mutating func own(_ node: UnsafePointer<FastValidatorNode>, _ place: Place) -> Place? {
    let first = place[0]
    if first == UInt8(ascii: "\"") {
      return judgedString(node, place)
    }
    if first == UInt8(ascii: "{") { return object(node, place) }
    if first &- 0x30 < 10 || first == UInt8(ascii: "-") { return number(node, place) }
    if first == UInt8(ascii: "[") { return array(node, place) }
    return other(node, place)
  }

  /// Reads a word, or what follows white space.
  @inline(never)
  private mutating func other(_ node: UnsafePointer<FastValidatorNode>, _ place: Place) -> Place? {
    if place[0] > 0x20 { return word(node, place) }
    let next = settle(skipSpace(place))
    return next[0] > 0x20 ? own(node, next) : fail(.invalid)
  }

  @inline(never)
  private mutating func judgedString(_ node: UnsafePointer<FastValidatorNode>, _ place: Place) -> Place? {
    guard node.pointee.types & JSONTypes.string.rawValue != 0 else { return fail(.invalid) }
    if node.pointee.areValuesShort && node.pointee.text < 0 {
      let low = UnsafeRawPointer(place).loadUnaligned(as: UInt64.self)
      let high = UnsafeRawPointer(place + 8).loadUnaligned(as: UInt64.self)
      let values = members + Int(node.pointee.firstValue)
      // All are compared and none by a branch; at most one is the same, quotes and all, and its length remains.
      var length: UInt64 = 0
      for index in 0..<Int(node.pointee.valueCount) {
        let difference = FastValidator.difference(values + index, low, high)
        length |= FastValidator.onesIfZero(difference) & UInt64(truncatingIfNeeded: values[index].length)
      }
      if length != 0 { return place + Int(truncatingIfNeeded: length) }
    }
    guard let end = string(place + 1) else { return nil }
    switch judge(text(from: place, to: end), node) {
    case .valid: return end
    case let other: return fail(other)
    }
  }

  /// Validates a well-formed string with its quotes.
  private func judge(_ quoted: UnsafeBufferPointer<UInt8>, _ node: UnsafePointer<FastValidatorNode>) -> FastValidation {
    let isUndecidable = node.pointee.undecidable & JSONTypes.string.rawValue != 0
    if node.pointee.text < 0 && !node.pointee.hasValues && !isUndecidable { return .valid }
    if isUndecidable || quoted.contains(UInt8(ascii: "\\")) {
      return .undecided
    }
    if node.pointee.hasValues {
      let first = members + Int(node.pointee.firstValue)
      let values = UnsafeBufferPointer(start: first, count: Int(node.pointee.valueCount))
      let isAllowed = values.contains { value in
        let text = UnsafeBufferPointer(start: literals + Int(value.offset), count: Int(value.length))
        return text.elementsEqual(quoted)
      }
      if !isAllowed { return .invalid }
    }
    if node.pointee.text < 0 { return .valid }
    return tables.pointee.texts.withUnsafeBufferPointer { texts in
      texts[Int(node.pointee.text)].accepts(UnsafeBufferPointer(rebasing: quoted[1..<quoted.count - 1]))
    } ? .valid : .invalid
  }

  private mutating func word(_ node: UnsafePointer<FastValidatorNode>, _ place: Place) -> Place? {
    // By arithmetic, since whether true or false comes next is not foretold either.
    let letters = UnsafeRawPointer(place).loadUnaligned(as: UInt32.self).littleEndian
    let isNull = FastValidator.onesIfZero(UInt64(letters ^ 0x6C6C_756E))
    let isTrue = FastValidator.onesIfZero(UInt64(letters ^ 0x6575_7274))
    let isFalse = FastValidator.onesIfZero(UInt64(letters ^ 0x736C_6166) | UInt64(place[4] ^ UInt8(ascii: "e")))
    let boolean = UInt64(JSONTypes.boolean.rawValue)
    let type = UInt8(truncatingIfNeeded: isNull & UInt64(JSONTypes.null.rawValue) | (isTrue | isFalse) & boolean)
    let word = UInt8(truncatingIfNeeded: isNull & 1 | isFalse & 2 | isTrue & 128)
    guard node.pointee.types & type != 0, node.pointee.words & word != 0 else { return fail(.invalid) }
    return place + Int(truncatingIfNeeded: 4 &+ (isFalse & 1))
  }

  /// All bits for zero, else none; by arithmetic, which the compiler makes no branch of.
  @inline(__always)
  static func onesIfZero(_ number: UInt64) -> UInt64 { ((number | (0 &- number)) &>> 63) &- 1 }

  mutating func array(_ node: UnsafePointer<FastValidatorNode>, _ start: Place) -> Place? {
    guard enter(node, .array) else { return nil }
    let item = node.pointee.item
    var count: Int32 = 0
    var place = settle(skipSpace(start + 1))
    if place[0] == UInt8(ascii: "]") {
      place += 1
    } else {
      while true {
        guard let end = value(item, place) else { return nil }
        count += 1
        place = skipSpace(end)
        let next = place[0]
        place += 1
        if next == UInt8(ascii: ",") {
          place = skipSpace(place)
          continue
        }
        guard next == UInt8(ascii: "]") else { return fail(.invalid) }
        break
      }
    }
    guard count >= node.pointee.minItems, count <= node.pointee.maxItems else { return fail(.invalid) }
    depth -= 1
    return place
  }

  /// Begins a container, if the node allows one and the fast pass can decide it.
  @inline(__always)
  mutating func enter(_ node: UnsafePointer<FastValidatorNode>, _ type: JSONTypes) -> Bool {
    guard node.pointee.types & type.rawValue != 0 else { return fail(.invalid) != nil }
    guard node.pointee.undecidable & type.rawValue == 0, depth < FastValidator.deepest else {
      return fail(.undecided) != nil
    }
    depth &+= 1
    return true
  }

  @inline(__always)
  mutating func fail(_ outcome: FastValidation) -> Place? {
    self.outcome = outcome
    return nil
  }
}
