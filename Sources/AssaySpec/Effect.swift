import AssaySchema

/// What an accepted request does in the world; a live run sends it only within the budget of `--allow`.
public struct Effect: Sendable, Hashable {
  /// A kind of effect; the raw value is the name that `--allow` takes.
  public struct Kind: RawRepresentable, Sendable, Hashable {
    /// The name that `--allow` takes.
    public var rawValue: String
    /// A custom kind.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// A text message or an e-mail reaches a person.
    public static let sendsMessage = Kind(rawValue: "sendsMessage")
    /// A passcode, a password or a key is changed.
    public static let changesCredential = Kind(rawValue: "changesCredential")
    /// Other data is created, changed or removed.
    public static let changesData = Kind(rawValue: "changesData")
  }

  package var kind: Kind
  /// Where the request names who is affected.
  package var recipient: Location
  /// Seconds to leave between two of these to the same recipient.
  package var cooldownSeconds: Int
  package var evidence: Evidence

  /// An effect of any kind.
  ///
  /// - Parameters:
  ///   - recipient: Where the request names who is affected.
  ///   - cooldown: Seconds to leave between two of these to the same recipient.
  ///   - quote: What the document says of it.
  ///   - file: Where the effect stands, for findings and annotations.
  ///   - line: The line in that file.
  public init(
    _ kind: Kind, of recipient: Location, cooldown: Int = 0, quote: Evidence = .documented(), file: String = #filePath,
    line: Int = #line
  ) {
    self.kind = kind
    self.recipient = recipient
    cooldownSeconds = cooldown
    evidence = quote.standing(at: "Title", SourceLine(file, line))
  }

  /// A text message or an e-mail reaches a person; the parameters are those of ``init(_:of:cooldown:quote:file:line:)``.
  public static func sendsMessage(
    to recipient: Location, cooldown: Int = 0, quote: Evidence = .documented(), file: String = #filePath,
    line: Int = #line
  ) -> Effect {
    Effect(.sendsMessage, of: recipient, cooldown: cooldown, quote: quote, file: file, line: line)
  }

  /// A passcode, a password or a key is changed; the parameters are those of ``init(_:of:cooldown:quote:file:line:)``.
  public static func changesCredential(
    of recipient: Location, cooldown: Int = 0, quote: Evidence = .documented(), file: String = #filePath,
    line: Int = #line
  ) -> Effect {
    Effect(.changesCredential, of: recipient, cooldown: cooldown, quote: quote, file: file, line: line)
  }

  /// Other data is created, changed or removed; without a recipient the whole body stands for what is affected.
  public static func changesData(
    of recipient: Location = .body(.root), cooldown: Int = 0, quote: Evidence = .documented(),
    file: String = #filePath, line: Int = #line
  ) -> Effect {
    Effect(.changesData, of: recipient, cooldown: cooldown, quote: quote, file: file, line: line)
  }
}
