/// A file descriptor of a socket or a pipe; it does not close itself.
package struct Descriptor: Sendable, Hashable {
  package let number: Int32
  package init(_ number: Int32) { self.number = number }
}
