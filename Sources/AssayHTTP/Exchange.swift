/// A request with its outcome and timings (HAR's *entry*).
package struct Exchange: Sendable {
  package var request: Request
  package var outcome: Outcome
  package var timings: Timings
  /// The share of the common memory that a large body holds while this exists; `nil` for a small body.
  package var memory: (any AnyObject & Sendable)?

  package init(
    request: Request, outcome: Outcome, timings: Timings = Timings(), memory: (any AnyObject & Sendable)? = nil
  ) {
    self.request = request
    self.outcome = outcome
    self.timings = timings
    self.memory = memory
  }

  /// The response, if there was one.
  package var response: Response? {
    if case .answered(let response) = outcome { response } else { nil }
  }

  /// Whether its request was left out.
  package var isOmitted: Bool { if case .unanswered(let error) = outcome { error.kind == .omitted } else { false } }

  /// The status of the response, if there was one.
  package var status: Int? {
    if case .answered(let response) = outcome { response.status } else { nil }
  }
}

/// The outcome of a request. A wrong response and no response are different outcomes.
package enum Outcome: Sendable, Hashable {
  /// A response came; its framing may have errors.
  indirect case answered(Response)
  /// Bytes came that are not an HTTP/1.x response, or a head beyond the limits: the peer broke the protocol.
  case garbled(MalformedResponse)
  /// No response came: the request could not be sent, or it is unknown whether it was received.
  case unanswered(TransportError)
}

/// Bytes that came instead of a response.
package struct MalformedResponse: Sendable, Hashable {
  /// What is wrong, in one sentence.
  package var reason: String
  /// The first bytes that came, at most 1 KiB.
  package var excerpt: [UInt8]

  package init(reason: String, excerpt: [UInt8]) {
    self.reason = reason
    self.excerpt = excerpt
  }
}

/// Why no response came.
package struct TransportError: Error, Sendable, Hashable {
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    /// The request must not be sent (CR, LF or NUL in a header or the target); nothing was sent.
    case refusedToSend
    case nameNotResolved
    case connectFailed
    /// The deadline passed before the connection was established.
    case connectTimedOut
    case tlsFailed
    case proxyFailed
    /// The peer speaks only HTTP/2, which is not supported.
    case otherProtocol
    /// The deadline passed before the first byte of a response.
    case timedOut
    /// The connection ended before the first byte of a response.
    case closedBeforeAnswer
    case sendFailed
    case cancelled
    /// A step of a scenario was left out, for the reason in the message.
    case omitted
    /// This machine lacks something (libcurl, descriptors).
    case unavailable

    /// Whether the target was not reached: nothing was sent, and further requests would fail in the same way.
    package var isUnreachable: Bool {
      switch self {
      case .nameNotResolved, .connectFailed, .connectTimedOut, .tlsFailed, .proxyFailed, .unavailable: true
      case .refusedToSend, .omitted, .otherProtocol, .timedOut, .closedBeforeAnswer, .sendFailed, .cancelled: false
      }
    }
  }

  package var kind: Kind
  /// One sentence: what happened, where, and what to do.
  package var message: String

  package init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }
}

/// The duration of each phase of an exchange; `nil` if it did not happen (a reused connection does not resolve).
package struct Timings: Sendable, Hashable {
  package var resolve: Duration?
  package var connect: Duration?
  package var tls: Duration?
  /// From the first byte sent to the first byte of the response.
  package var firstByte: Duration?
  /// From the call to its return.
  package var total: Duration

  package init(
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
