import AssayHTTP

/// The header fields about the length of a message and its connection.
struct MessageFraming {
  enum ContentLength {
    case none
    case length(Int)
    case repeated([String], Int)
    case conflicting([String], smallest: Int)
    case invalid(String)
  }

  enum TransferEncoding {
    case none
    case chunked
    /// Anything but `chunked` alone; `endsChunked` when the framing is chunked all the same.
    case other(String, endsChunked: Bool)
  }

  private(set) var contentLength = ContentLength.none
  private(set) var transferEncoding = TransferEncoding.none
  private(set) var closes = false
  private(set) var keepsAlive = false
  private(set) var hostCount = 0
  private(set) var hasBadHost = false
  private(set) var hasDate = false
  /// The value of `Expect` is `100-continue`.
  private(set) var expectsContinue = false
  private(set) var expectsOther = false

  init(_ headers: HeaderFields) {
    var framing = Self()
    headers.forEachRaw { name, value in
      // Compared by length first, which rules out most names.
      switch name.count {
      case 4 where name.isName("host"):
        framing.hostCount += 1
        if !HostField.isWellFormed(value) { framing.hasBadHost = true }
      case 4 where name.isName("date"): framing.hasDate = true
      case 6 where name.isName("expect"):
        if value.isName("100-continue") { framing.expectsContinue = true } else { framing.expectsOther = true }
      case 10 where name.isName("connection"):
        value.forEachListElement {
          if $0.isName("close") { framing.closes = true }
          if $0.isName("keep-alive") { framing.keepsAlive = true }
        }
      case 14 where name.isName("content-length"): framing.add(contentLength: value)
      case 17 where name.isName("transfer-encoding"): framing.add(transferEncoding: value)
      default: break
      }
    }
    self = framing
  }

  private init() {}

  var contentLengthText: String? {
    switch contentLength {
    case .none: nil
    case .length(let length): String(length)
    case .repeated(let texts, _), .conflicting(let texts, _): texts.joined(separator: ", ")
    case .invalid(let text): text
    }
  }

  var transferEncodingText: String? {
    switch transferEncoding {
    case .none: nil
    case .chunked: "chunked"
    case .other(let text, _): text
    }
  }

  private mutating func add(contentLength value: UnsafeRawBufferPointer) {
    if case .none = contentLength, let length = Self.decimal(value) {
      contentLength = .length(length)
      return
    }
    // A list in one field counts as a repeated field (RFC 9110, section 8.6).
    var texts: [String]
    switch contentLength {
    case .none: texts = []
    case .length(let length): texts = [String(length)]
    case .repeated(let seen, _), .conflicting(let seen, _): texts = seen
    case .invalid: return
    }
    var lengths = texts.compactMap { Int($0) }
    let before = texts.count
    var invalid = false
    value.forEachListElement { element in
      if let length = Self.decimal(element) { lengths.append(length) } else { invalid = true }
      texts.append(String(isomorphic: element))
    }
    if invalid || texts.count == before {
      contentLength = .invalid(String(isomorphic: value))
    } else if lengths.allSatisfy({ $0 == lengths[0] }) {
      contentLength = .repeated(texts, lengths[0])
    } else {
      contentLength = .conflicting(texts, smallest: lengths.min()!)
    }
  }

  private mutating func add(transferEncoding value: UnsafeRawBufferPointer) {
    if case .none = transferEncoding, value.isName("chunked") {
      transferEncoding = .chunked
      return
    }
    var endsChunked = false
    value.forEachListElement { endsChunked = $0.isName("chunked") }
    let before = transferEncodingText.map { $0 + ", " } ?? ""
    transferEncoding = .other(before + String(isomorphic: value), endsChunked: endsChunked)
  }

  /// A length of digits only (RFC 9110, section 8.6), clamped to `Int`.
  private static func decimal(_ bytes: UnsafeRawBufferPointer) -> Int? {
    guard !bytes.isEmpty else { return nil }
    var number = 0
    for byte in bytes {
      guard ByteClass.isDigit(byte) else { return nil }
      let (product, overflow) = number.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.addingReportingOverflow(Int(byte &- 0x30))
      number = overflow || carry || number == .max ? .max : sum
    }
    return number
  }
}
