/// Access to parts of a value.
extension JSONValue {
  /// The value of this member, or `nil` when this is no object or has no such member; the last of duplicates.
  public subscript(key: String) -> JSONValue? {
    guard case .object(let object) = self else { return nil }
    return object[key]
  }

  /// The value that the pointer names, or `nil` when there is none (RFC 6901, section 4).
  public subscript(pointer: JSONPointer) -> JSONValue? {
    var value = self
    for token in pointer.tokens {
      switch value {
      case .object(let object):
        guard let next = object[token] else { return nil }
        value = next
      case .array(let items):
        guard let index = JSONPointer.arrayIndex(token), index < items.count else { return nil }
        value = items[index]
      default: return nil
      }
    }
    return value
  }

  /// Sets the value at a pointer, creating the last member if it is missing.
  ///
  /// In an array the last token may be the count or `-` to append. Nothing happens when the parent is missing or is
  /// neither an object nor an array.
  public mutating func set(_ value: JSONValue, at pointer: JSONPointer) {
    change(pointer.tokens[...]) { $0 = value }
  }

  /// Removes the member or the item that the pointer names; nothing happens when there is none, or at the root.
  public mutating func remove(at pointer: JSONPointer) {
    guard !pointer.tokens.isEmpty else { return }
    change(pointer.tokens[...]) { $0 = nil }
  }

  private mutating func change(_ path: ArraySlice<String>, _ body: (inout JSONValue?) -> Void) {
    guard let token = path.first else {
      var slot: JSONValue? = self
      body(&slot)
      self = slot ?? .null
      return
    }
    let isLast = path.count == 1
    switch self {
    case .object(var object):
      // The payload is released first, so that the members are changed in place and not copied.
      self = .null
      var slot = object[token]
      if isLast { body(&slot) } else { slot?.change(path.dropFirst(), body) }
      object[token] = slot
      self = .object(object)
    case .array(var items):
      self = .null
      defer { self = .array(items) }
      guard let index = token == "-" ? items.count : JSONPointer.arrayIndex(token), index <= items.count else { return }
      // Spelled out, because a plain `nil` could mean JSON's null.
      var slot: JSONValue? = index < items.count ? .some(items[index]) : .none
      if isLast { body(&slot) } else { slot?.change(path.dropFirst(), body) }
      switch slot {
      case let new? where index == items.count: items.append(new)
      case let new?: items[index] = new
      case nil: if index < items.count { items.remove(at: index) }
      }
    default: return
    }
  }
}
