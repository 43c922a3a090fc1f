/// A member whose key occurs earlier in the same object. This is not a parse error.
public struct DuplicateKey: Sendable, Hashable {
  /// The object that has the key more than once.
  public var pointer: JSONPointer
  public var key: String
  /// Byte offset of the first such key's opening quote.
  public var firstOffset: Int
  /// The repeated key's opening quote.
  public var location: JSONLocation

  public init(pointer: JSONPointer, key: String, firstOffset: Int, location: JSONLocation) {
    self.pointer = pointer
    self.key = key
    self.firstOffset = firstOffset
    self.location = location
  }
}
