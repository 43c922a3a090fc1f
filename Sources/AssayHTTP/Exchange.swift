/// One request and what came of it, with timings (HAR's *entry*).
public struct Exchange: Sendable {
  public var request: Request
  public var outcome: Outcome
  public var timings: Timings
  /// The share of the common memory that a large body holds as long as this is kept; `nil` for a small body.
  public var memory: (any AnyObject & Sendable)?

  public init(
    request: Request, outcome: Outcome, timings: Timings = Timings(), memory: (any AnyObject & Sendable)? = nil
  ) {
    self.request = request
    self.outcome = outcome
    self.timings = timings
    self.memory = memory
  }

  /// The response, when there was one.
  public var response: Response? {
    if case .answered(let response) = outcome { response } else { nil }
  }

  /// The status of the response, when there was one.
  public var status: Int? {
    if case .answered(let response) = outcome { response.status } else { nil }
  }
}

/// What came of a request: "answered wrongly" and "could not ask" are different things.
public enum Outcome: Sendable, Hashable {
  /// An HTTP answer came, with whatever faults its framing has.
  indirect case answered(Response)
  /// Bytes came that are no HTTP/1.x answer, or a head beyond the limits: the other side broke the protocol.
  case garbled(MalformedResponse)
  /// No answer came: the question could not be asked, or nobody can say that it was heard.
  case unanswered(TransportError)
}

/// Bytes in the place of an answer.
public struct MalformedResponse: Sendable, Hashable {
  /// What is wrong, in one sentence.
  public var reason: String
  /// The first bytes that came, at most 1 KiB.
  public var excerpt: [UInt8]

  public init(reason: String, excerpt: [UInt8]) {
    self.reason = reason
    self.excerpt = excerpt
  }
}

/// Why no answer came.
public struct TransportError: Error, Sendable, Hashable {
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// The request may not be sent as it is (CR, LF or NUL in a header or the target); nothing was sent.
    case refusedToSend
    case nameNotResolved
    case connectFailed
    /// The deadline passed before there was a connection.
    case connectTimedOut
    case tlsFailed
    case proxyFailed
    /// The other side speaks HTTP/2 only, which is not spoken here.
    case otherProtocol
    /// The deadline passed before the first byte of an answer.
    case timedOut
    /// The connection ended before the first byte of an answer.
    case closedBeforeAnswer
    case sendFailed
    case cancelled
    /// This machine cannot do what was asked (libcurl is missing, no descriptor is left).
    case unavailable

    /// Whether the target was not reached at all: nothing was sent, and further requests would fail in the same way.
    public var isUnreachable: Bool {
      switch self {
      case .nameNotResolved, .connectFailed, .connectTimedOut, .tlsFailed, .proxyFailed, .unavailable: true
      case .refusedToSend, .otherProtocol, .timedOut, .closedBeforeAnswer, .sendFailed, .cancelled: false
      }
    }
  }

  public var kind: Kind
  /// One sentence: what happened, where, and what to do.
  public var message: String

  public init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }
}

/// How long each phase of an exchange took; `nil` where it did not happen (a reused connection does not resolve).
public struct Timings: Sendable, Hashable {
  public var resolve: Duration?
  public var connect: Duration?
  public var tls: Duration?
  /// From the first byte sent to the first byte of the answer.
  public var firstByte: Duration?
  /// From the call to its return.
  public var total: Duration

  public init(
    resolve: Duration? = nil, connect: Duration? = nil, tls: Duration? = nil, firstByte: Duration? = nil,
    total: Duration = .zero
  ) {
    self.resolve = resolve
    self.connect = connect
    self.tls = tls
    self.firstByte = firstByte
    self.total = total
  }
}
