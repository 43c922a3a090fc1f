/// A view of one value in a document, which is cheap to create.
package struct JSONNode: Sendable {
  package let document: JSONDocument
  /// The index of the node in the document's tape.
  package let index: Int

  package init(document: JSONDocument, index: Int) {
    self.document = document
    self.index = index
  }

  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case null, boolean, number, string, array, object
  }

  package struct Member: Sendable {
    package let key: String
    /// Byte offset of the key's opening quote.
    package let keyOffset: Int
    package let node: JSONNode
  }

  package var kind: Kind {
    switch tape.kind {
    case .null: .null
    case .false, .true: .boolean
    case .number: .number
    case .string, .key: .string
    case .array: .array
    case .object: .object
    }
  }

  /// Byte offset of the value's first byte.
  package var offset: Int { Int(tape.offset) }

  /// Byte offset past the value's last byte.
  package var endOffset: Int { Int(tape.end) }

  package var location: JSONLocation { document.location(ofOffset: offset) }

  /// The number of items or members; 0 for a scalar.
  package var count: Int { tape.kind == .array || tape.kind == .object ? Int(tape.detail) : 0 }

  package var value: JSONValue { document.value(ofNode: index) }
  package var number: JSONNumber? { tape.kind == .number ? document.number(ofNode: index) : nil }
  package var string: String? { tape.kind == .string ? document.text(ofNode: index) : nil }
  package var bool: Bool? { tape.kind == .true ? true : tape.kind == .false ? false : nil }

  /// The items of an array or the members' values of an object, in order; none for a scalar.
  package var children: [JSONNode] {
    let step = tape.kind == .object ? 1 : 0
    return childIndices.map { JSONNode(document: document, index: $0 + step) }
  }

  /// The members of an object, in order, duplicates included; none for anything else.
  package var members: [Member] {
    guard tape.kind == .object else { return [] }
    return childIndices.map { key in
      Member(
        key: document.text(ofNode: key), keyOffset: Int(document.nodes[key].offset),
        node: JSONNode(document: document, index: key + 1))
    }
  }

  /// The value of this member, the last of duplicates; `nil` when there is none.
  package subscript(key: String) -> JSONNode? {
    document.member(key, ofNode: index).map { JSONNode(document: document, index: $0) }
  }

  /// The item at this index of an array; `nil` when there is none.
  package subscript(position: Int) -> JSONNode? {
    document.item(position, ofNode: index).map { JSONNode(document: document, index: $0) }
  }

  /// The way from the root to this node, found by walking down; keys are unescaped.
  package var pointer: JSONPointer {
    var tokens: [String] = []
    var container = 0
    while container != index {
      var child = container + 1
      var position = 0
      while Int(document.nodes[child].next) <= index {
        child = Int(document.nodes[child].next)
        position += 1
      }
      if document.nodes[child].kind == .key {
        tokens.append(document.text(ofNode: child))
        if child == index { break }
        container = child + 1
      } else {
        tokens.append(String(position))
        container = child
      }
    }
    return JSONPointer(tokens)
  }

  private var tape: TapeNode { document.nodes[index] }

  /// Indices of an array's items or an object's keys.
  private var childIndices: [Int] {
    guard tape.kind == .array || tape.kind == .object else { return [] }
    var indices: [Int] = []
    indices.reserveCapacity(Int(tape.detail))
    var child = index + 1
    while child < Int(tape.next) {
      indices.append(child)
      child = Int(document.nodes[child].next)
    }
    return indices
  }
}
