/// A member whose key occurs earlier in the same object. This is not a parse error.
package struct DuplicateKey: Sendable, Hashable {
  /// The object that has the key more than once.
  package var pointer: JSONPointer
  package var key: String
  /// Byte offset of the first such key's opening quote.
  package var firstOffset: Int
  /// The repeated key's opening quote.
  package var location: JSONLocation

  package init(pointer: JSONPointer, key: String, firstOffset: Int, location: JSONLocation) {
    self.pointer = pointer
    self.key = key
    self.firstOffset = firstOffset
    self.location = location
  }
}
