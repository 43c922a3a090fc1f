/// FNV-1a with 64 bits: unlike Swift's own hashing, the same on every machine and in every run.
///
/// For names, order and change detection; it does not resist deliberate collisions.
package struct StableHash: Sendable, Hashable {
  package private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  package init() {}

  package init(_ text: String) { add(text) }

  /// The hash of a suite's ids.
  package init(ids: some Sequence<String>) { for id in ids { add(id) } }

  package mutating func add(bytes: some Sequence<UInt8>) {
    for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
  }

  /// Adds a text and 0xFF, which UTF-8 never has, so that "a", "bc" differs from "ab", "c".
  package mutating func add(_ text: String) {
    add(bytes: text.utf8)
    add(bytes: CollectionOfOne(0xFF))
  }

  /// Adds the hash of a part.
  package mutating func add(_ part: StableHash) { withUnsafeBytes(of: part.value.littleEndian) { add(bytes: $0) } }

  /// The value as 16 hexadecimal digits.
  package var hex: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }
}
