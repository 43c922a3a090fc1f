import AssaySchema

/// How long a response may take, and who says so.
public struct LatencyBudget: Sendable, Hashable {
  package var duration: Duration
  package var evidence: Evidence

  /// A promise of the provider's that no response takes longer.
  public init(_ duration: Duration, quote: Evidence) {
    self.duration = duration
    evidence = quote.standing(at: "Latency")
  }
}
