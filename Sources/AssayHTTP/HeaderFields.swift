/// A header field as it was sent.
///
/// Name and value have one scalar U+0000...U+00FF for each byte (WHATWG "isomorphic decode"), so that nothing is lost.
/// Equality is exact; `HeaderFields` ignores the case of names (RFC 9110, section 5.1).
public struct HeaderField: Sendable, Hashable {
  /// The name, in the letter case in which it was sent.
  public var name: String
  /// The value, without the white space around it.
  public var value: String

  /// A field with this name and value.
  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

/// The header fields of a message in wire order, with duplicates and letter case.
///
/// Stored as one block of bytes with marks into it, so that reading a response costs two allocations, not two a field.
public struct HeaderFields: Sendable, Hashable {
  struct Mark: Sendable, Hashable {
    var nameStart: UInt32
    /// Also where the name ends.
    var valueStart: UInt32
    var valueEnd: UInt32
  }

  var bytes: [UInt8]
  var marks: [Mark]

  /// No fields.
  public init() {
    bytes = []
    marks = []
  }

  public func hash(into hasher: inout Hasher) {
    // Hashed as one block, without the marks, because equal bytes are rarely divided differently.
    bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
    hasher.combine(marks.count)
  }

  /// The fields in this order.
  public init(_ fields: [HeaderField]) {
    self.init()
    for field in fields { append(field) }
  }

  /// Whether there are no fields.
  public var isEmpty: Bool { marks.isEmpty }

  /// Appends a field, also when there is one with the same name.
  public mutating func append(_ field: HeaderField) {
    append(name: field.name.isomorphicBytes, value: field.value.isomorphicBytes)
  }

  /// Appends a field, also when there is one with the same name.
  public mutating func append(_ name: String, _ value: String) { append(HeaderField(name, value)) }

  /// Appends a field given as raw bytes.
  public mutating func append(name: some Sequence<UInt8>, value: some Sequence<UInt8>) {
    let nameStart = UInt32(bytes.count)
    bytes.append(contentsOf: name)
    let valueStart = UInt32(bytes.count)
    bytes.append(contentsOf: value)
    marks.append(Mark(nameStart: nameStart, valueStart: valueStart, valueEnd: UInt32(bytes.count)))
  }

  /// Appends a field given as raw bytes, copied as blocks; for parsers.
  package mutating func append(rawName: UnsafeRawBufferPointer, rawValue: UnsafeRawBufferPointer) {
    let nameStart = UInt32(bytes.count)
    bytes.append(contentsOf: rawName)
    let valueStart = UInt32(bytes.count)
    bytes.append(contentsOf: rawValue)
    marks.append(Mark(nameStart: nameStart, valueStart: valueStart, valueEnd: UInt32(bytes.count)))
  }

  /// Adds a space and more bytes to the value of the last field, as unfolding does (RFC 9112, section 5.2).
  package mutating func extendLastValue(with more: UnsafeRawBufferPointer) {
    guard let last = marks.indices.last else { return }
    bytes.append(0x20)
    bytes.append(contentsOf: more)
    marks[last].valueEnd = UInt32(bytes.count)
  }

  /// Reserves capacity, so that filling the list allocates at most twice.
  package mutating func reserve(bytes byteCount: Int, fields: Int) {
    bytes.reserveCapacity(byteCount)
    marks.reserveCapacity(fields)
  }

  /// Calls the body with the raw bytes of each field, in order, without creating strings.
  package func forEachRaw(_ body: (_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) -> Void) {
    bytes.withUnsafeBytes { all in
      for mark in marks {
        body(
          UnsafeRawBufferPointer(rebasing: all[Int(mark.nameStart)..<Int(mark.valueStart)]),
          UnsafeRawBufferPointer(rebasing: all[Int(mark.valueStart)..<Int(mark.valueEnd)]))
      }
    }
  }

  /// Removes every field of that name, ignoring case.
  public mutating func removeAll(named name: String) {
    let kept = filter { !$0.name.equalsIgnoringASCIICase(name) }
    if kept.count != count { self = HeaderFields(kept) }
  }

  /// Replaces the value of the first field of that name and removes the others; appends a field when there is none.
  public mutating func set(_ name: String, _ value: String) {
    var fields = Array(self)
    guard let first = fields.firstIndex(where: { $0.name.equalsIgnoringASCIICase(name) }) else {
      append(name, value)
      return
    }
    fields[first].value = value
    let rest = fields[(first + 1)...].filter { !$0.name.equalsIgnoringASCIICase(name) }
    self = HeaderFields(Array(fields[...first]) + rest)
  }

  /// The value of the first field of that name, ignoring case.
  public subscript(_ name: String) -> String? {
    firstIndex(named: name).map { value(at: $0) }
  }

  /// The values of every field of that name, in order.
  public func values(named name: String) -> [String] {
    var values: [String] = []
    var next = 0
    while let index = firstIndex(named: name, from: next) {
      values.append(value(at: index))
      next = index + 1
    }
    return values
  }

  /// Whether there is a field with this name, in any letter case.
  public func contains(_ name: String) -> Bool {
    firstIndex(named: name) != nil
  }

  /// Whether there is exactly one field of that name, with exactly this value.
  public func holdOnly(_ value: String, for name: StaticString) -> Bool {
    var found = 0
    var value = value
    for index in marks.indices where isNamed(index, name) {
      found += 1
      let mark = marks[index]
      let isSame = value.withUTF8 { value in
        bytes.withUnsafeBufferPointer { Self.isSame($0, Int(mark.valueStart)..<Int(mark.valueEnd), value) }
      }
      if !isSame { return false }
    }
    return found == 1
  }

  func value(at index: Int) -> String {
    let mark = marks[index]
    return String(isomorphic: bytes[Int(mark.valueStart)..<Int(mark.valueEnd)])
  }

  /// The first field of that name, ignoring case, at or after an index.
  private func firstIndex(named name: String, from start: Int = 0) -> Int? {
    var name = name
    return name.withUTF8 { name in
      bytes.withUnsafeBufferPointer { bytes in
        (start..<marks.count).first { Self.isNamed(marks[$0], name, bytes) }
      }
    }
  }

  private func isNamed(_ index: Int, _ name: StaticString) -> Bool {
    name.withUTF8Buffer { name in bytes.withUnsafeBufferPointer { Self.isNamed(marks[index], name, $0) } }
  }

  /// Whether a range contains these bytes. A plain loop is ten times faster than `elementsEqual`.
  private static func isSame(
    _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ other: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    guard range.count == other.count else { return false }
    var index = 0
    while index < other.count {
      if bytes[range.lowerBound &+ index] != other[index] { return false }
      index &+= 1
    }
    return true
  }

  /// A plain loop, because it runs for every header of every message.
  private static func isNamed(
    _ mark: Mark, _ name: UnsafeBufferPointer<UInt8>, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    let start = Int(mark.nameStart)
    guard Int(mark.valueStart) &- start == name.count else { return false }
    var index = 0
    while index < name.count {
      if bytes[start &+ index].asciiLowercased != name[index].asciiLowercased { return false }
      index &+= 1
    }
    return true
  }
}

extension HeaderFields: RandomAccessCollection {
  public var startIndex: Int { 0 }
  public var endIndex: Int { marks.count }
  public subscript(position: Int) -> HeaderField {
    let mark = marks[position]
    return HeaderField(
      String(isomorphic: bytes[Int(mark.nameStart)..<Int(mark.valueStart)]), value(at: position))
  }
}

extension HeaderFields: CustomStringConvertible {
  /// The fields as `Name: value`, joined by semicolons.
  public var description: String { map { "\($0.name): \($0.value)" }.joined(separator: "; ") }
}

extension HeaderFields: ExpressibleByDictionaryLiteral {
  public init(dictionaryLiteral elements: (String, String)...) {
    self.init(elements.map { HeaderField($0.0, $0.1) })
  }
}

extension Sequence<UInt8> {
  func equalsIgnoringASCIICase(_ other: some Sequence<UInt8>) -> Bool {
    elementsEqual(other) { $0.asciiLowercased == $1.asciiLowercased }
  }
}

extension UInt8 {
  var asciiLowercased: UInt8 { self >= 0x41 && self <= 0x5A ? self | 0x20 : self }
}

extension String {
  /// A string with one scalar U+0000...U+00FF a byte.
  public init(isomorphic bytes: some Sequence<UInt8>) {
    var text = ""
    if let ascii = bytes.withContiguousStorageIfAvailable({ buffer -> String? in
      buffer.allSatisfy { $0 < 0x80 } ? String(decoding: buffer, as: UTF8.self) : nil
    }), let ascii {
      text = ascii
    } else {
      for byte in bytes { text.unicodeScalars.append(Unicode.Scalar(byte)) }
    }
    self = text
  }

  /// The bytes of an isomorphic string; a scalar above U+00FF gives its UTF-8 bytes.
  public var isomorphicBytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(utf8.count)
    for scalar in unicodeScalars {
      if scalar.value <= 0xFF {
        bytes.append(UInt8(scalar.value))
      } else {
        bytes.append(contentsOf: UTF8.encode(scalar)!)
      }
    }
    return bytes
  }

  /// Whether two strings are equal, ignoring the case of ASCII letters.
  public func equalsIgnoringASCIICase(_ other: String) -> Bool {
    utf8.equalsIgnoringASCIICase(other.utf8)
  }
}
