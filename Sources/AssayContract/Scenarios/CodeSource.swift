import AssaySpec

/// Where scenarios read the one-time codes that a provider sends.
///
/// The mock is one; live sources run a command, ask an inbox, or a person at a terminal. It may be called from several
/// threads, for one provider at a time from one.
package protocol CodeSource: Sendable {
  /// A code that reached a recipient after a moment, in seconds since 1970; `nil` while there is none, and it is asked again.
  ///
  /// - Throws: Why no code can be read at all.
  func code(channel: CodeChannel, recipient: String, after moment: Int64) throws(CodeSourceError) -> String?

  /// A scenario of a provider begins: a mock forgets what earlier ones changed.
  func begin(_ provider: String)

  /// Moves the provider's clock instead of waiting; `false` where the clock is everybody's.
  func advance(_ provider: String, by seconds: Int) -> Bool
}

extension CodeSource {
  package func begin(_ provider: String) {}
  package func advance(_ provider: String, by seconds: Int) -> Bool { false }
}

/// Why codes cannot be read.
package struct CodeSourceError: Error, Sendable, Hashable {
  package var message: String

  package init(_ message: String) { self.message = message }
}
