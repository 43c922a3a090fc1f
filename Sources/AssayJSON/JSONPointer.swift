/// A path to a value in a JSON document (RFC 6901): unescaped reference tokens from the root.
public struct JSONPointer: Sendable, CustomStringConvertible {
  /// The keys and indices from the root to the value, unescaped.
  public var tokens: [String]

  /// A pointer of these keys and indices.
  public init(_ tokens: [String]) { self.tokens = tokens }

  /// The whole document.
  public static let root = JSONPointer([])

  /// A pointer of its text form, or `nil` when that is neither empty nor begins with `/`, or `~` is not `~0` or `~1`.
  public init?(parsing text: String) {
    guard !text.isEmpty else {
      self.init([])
      return
    }
    guard text.utf8.first == UInt8(ascii: "/") else { return nil }
    var tokens: [String] = []
    for part in text.unicodeScalars.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
      var token = String.UnicodeScalarView()
      var scalars = part.makeIterator()
      while let scalar = scalars.next() {
        guard scalar == "~" else {
          token.append(scalar)
          continue
        }
        switch scalars.next() {
        case "0": token.append("~")
        case "1": token.append("/")
        default: return nil
        }
      }
      tokens.append(String(token))
    }
    self.init(tokens)
  }

  /// The text form: each token after a `/`, with `~` as `~0` and `/` as `~1`; the root is the empty string.
  public var description: String {
    var text = ""
    for token in tokens {
      text += "/"
      for scalar in token.unicodeScalars {
        switch scalar {
        case "~": text += "~0"
        case "/": text += "~1"
        default: text.unicodeScalars.append(scalar)
        }
      }
    }
    return text
  }

  /// The pointer to a member of the value.
  public func appending(_ token: String) -> JSONPointer { JSONPointer(tokens + [token]) }
  /// The pointer to an item of the value.
  public func appending(_ index: Int) -> JSONPointer { appending(String(index)) }

  /// The index that a token names in an array: digits without a leading zero (RFC 6901, section 4).
  package static func arrayIndex(_ token: String) -> Int? {
    guard token.utf8.allSatisfy({ 0x30...0x39 ~= $0 }), token == "0" || token.utf8.first != 0x30 else { return nil }
    return Int(token)
  }
}

extension JSONPointer: Hashable {
  public static func == (left: JSONPointer, right: JSONPointer) -> Bool {
    left.tokens.count == right.tokens.count && zip(left.tokens, right.tokens).allSatisfy { $0.hasSameScalars(as: $1) }
  }

  public func hash(into hasher: inout Hasher) {
    for token in tokens { token.hashScalars(into: &hasher) }
  }
}

extension JSONPointer: ExpressibleByStringLiteral {
  /// Traps on a text that is no pointer, as a literal is the programmer's own.
  public init(stringLiteral text: String) {
    guard let pointer = JSONPointer(parsing: text) else { preconditionFailure("not a JSON Pointer: \(text)") }
    self = pointer
  }
}
