/// How a run makes the value of a fixture.
public struct ValueGenerator: Sendable, Hashable {
  /// What is made.
  public enum Kind: String, Sendable, Hashable {
    /// A UUID of version 4: `2f1c7d6e-5a0b-4c3d-9e8f-7a6b5c4d3e2f`.
    case uuid
    /// The seed as a time: `2026-11-21T22:15:00Z`.
    case timestamp
    /// A whole number below a thousand million, one higher for each case of an endpoint.
    case counter
    /// An e-mail address at `example.com`, where no message arrives: `assay-2f1c7d6e5a0b4c3d@example.com`.
    case email
  }

  /// How long a value is used.
  public enum Scope: String, Sendable, Hashable {
    /// Every case has a value of its own.
    case testCase
    /// All cases of a run have the same value.
    case run
  }

  package var kind: Kind
  package var scope: Scope

  /// A value of the same form.
  package var sample: String {
    switch kind {
    case .uuid: "00000000-0000-4000-8000-000000000000"
    case .timestamp: "2026-01-01T00:00:00Z"
    case .counter: "1"
    case .email: "assay@example.com"
    }
  }

  /// `uuid, one for each case`.
  package var description: String {
    "\(kind.rawValue), \(scope == .testCase ? "one for each case" : "one for the run")"
  }
}
