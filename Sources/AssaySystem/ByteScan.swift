import AssayPlatform

/// Searches raw bytes with the C library.
package enum ByteScan {
  /// The offset of the first such byte at or after `start`; `nil` when there is none.
  package static func firstOffset(of byte: UInt8, in bytes: UnsafeRawBufferPointer, from start: Int = 0) -> Int? {
    guard start < bytes.count, let base = bytes.baseAddress else { return nil }
    guard let found = memchr(base + start, Int32(byte), bytes.count - start) else { return nil }
    return UnsafeRawPointer(found) - base
  }
}
