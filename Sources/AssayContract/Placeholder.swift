import AssaySpec

/// What stands for a secret until its request leaves, in the shell's notation: `${ASSAY_VAULT_TOKEN}`.
///
/// Plans, journals and reports hold placeholders; the runner puts the values in, and sends no request that still has one.
package enum Placeholder {
  private static let start = Array("${ASSAY_".utf8)

  /// The placeholder of the environment variable that holds the secret.
  package static func text(for variable: String) -> String { "${\(variable)}" }

  /// Whether a text is one placeholder and nothing else.
  package static func isWhole(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return length(in: bytes, at: 0) == bytes.count
  }

  /// The variable of the first placeholder in these bytes, or `nil` when there is none.
  package static func firstVariable(in bytes: [UInt8]) -> String? {
    for index in bytes.indices where bytes[index] == start[0] {
      if let length = length(in: bytes, at: index) {
        return String(decoding: bytes[index + 2..<index + length - 1], as: UTF8.self)
      }
    }
    return nil
  }

  /// The bytes with each placeholder replaced; where `value` gives `nil` the placeholder stays.
  package static func replace(in bytes: [UInt8], _ value: (_ variable: String) -> [UInt8]?) -> [UInt8] {
    guard bytes.contains(start[0]) else { return bytes }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + 64)
    var index = 0
    while index < bytes.count {
      if bytes[index] == start[0], let length = length(in: bytes, at: index) {
        let placeholder = bytes[index..<index + length]
        result += value(String(decoding: placeholder.dropFirst(2).dropLast(), as: UTF8.self)) ?? Array(placeholder)
        index += length
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return result
  }

  /// How many bytes a placeholder has that begins at an index; `nil` when none begins there.
  static func length(in bytes: [UInt8], at index: Int) -> Int? {
    guard bytes[index...].starts(with: start) else { return nil }
    var end = index + start.count
    while end < bytes.count, isOfName(bytes[end]) { end += 1 }
    return end > index + start.count && end < bytes.count && bytes[end] == UInt8(ascii: "}") ? end + 1 - index : nil
  }

  private static func isOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, UInt8(ascii: "_"): true
    default: false
    }
  }
}
