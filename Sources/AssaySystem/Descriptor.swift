/// A file descriptor of a socket or a pipe; it does not close itself.
public struct Descriptor: Sendable, Hashable {
  public let number: Int32
  public init(_ number: Int32) { self.number = number }
}
