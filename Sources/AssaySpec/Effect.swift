import AssaySchema

/// What an accepted request does in the world, so that a live run can refuse what it was not allowed.
public struct Effect: Sendable, Hashable {
  /// An open set; the names are what `--allow` takes.
  public struct Kind: RawRepresentable, Sendable, Hashable {
    public var rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    /// A text message or an e-mail reaches a person.
    public static let sendsMessage = Kind(rawValue: "sendsMessage")
    /// A passcode, a password or a key is not afterwards what it was.
    public static let changesCredential = Kind(rawValue: "changesCredential")
  }

  public var kind: Kind
  /// Where the request names who is affected.
  public var recipient: Location
  /// Seconds to leave between two of these to the same recipient.
  public var cooldownSeconds: Int
  public var evidence: Evidence

  public init(_ kind: Kind, recipient: Location, cooldownSeconds: Int = 0, evidence: Evidence) {
    self.kind = kind
    self.recipient = recipient
    self.cooldownSeconds = cooldownSeconds
    self.evidence = evidence
  }

  public static func sendsMessage(to recipient: Location, cooldown: Int = 0, evidence: Evidence) -> Effect {
    Effect(.sendsMessage, recipient: recipient, cooldownSeconds: cooldown, evidence: evidence)
  }

  public static func changesCredential(of recipient: Location, cooldown: Int = 0, evidence: Evidence) -> Effect {
    Effect(.changesCredential, recipient: recipient, cooldownSeconds: cooldown, evidence: evidence)
  }
}
