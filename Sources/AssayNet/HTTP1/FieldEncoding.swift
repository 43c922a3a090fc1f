import AssayHTTP

extension [UInt8] {
  /// Appends text with one byte a scalar, as the message types hold it.
  mutating func append(isomorphic text: String) {
    let isASCII = text.utf8.withContiguousStorageIfAvailable { $0.allSatisfy { $0 < 0x80 } } ?? false
    if isASCII { append(contentsOf: text.utf8) } else { append(contentsOf: text.isomorphicBytes) }
  }

  @inline(__always)
  mutating func appendLineEnd() {
    append(0x0D)
    append(0x0A)
  }

  /// Appends a header line. An empty value gets no space before it, so that nothing invisible is sent.
  @inline(__always)
  mutating func appendField(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) {
    append(contentsOf: name)
    append(UInt8(ascii: ":"))
    if !value.isEmpty { append(0x20) }
    append(contentsOf: value)
    appendLineEnd()
  }
}
