/// The ordered members of a JSON object. It has duplicate keys only if it was built with them.
public struct JSONObject: Sendable {
  /// A key with its value.
  public struct Member: Sendable, Hashable {
    /// The key, without quotes and escapes.
    public var key: String
    /// The value.
    public var value: JSONValue

    /// A member with this key and value.
    public init(key: String, value: JSONValue) {
      self.key = key
      self.value = value
    }

    public static func == (left: Member, right: Member) -> Bool {
      left.key.hasSameScalars(as: right.key) && left.value == right.value
    }

    public func hash(into hasher: inout Hasher) {
      key.hashScalars(into: &hasher)
      hasher.combine(value)
    }
  }

  private var members: [Member]

  /// An object with these members in this order.
  public init(_ members: [(String, JSONValue)] = []) {
    self.members = members.map { Member(key: $0.0, value: $0.1) }
  }

  init(members: [Member]) { self.members = members }

  /// The value of this member: the last of duplicates. Setting replaces it or appends; `nil` removes all of that key.
  public subscript(key: String) -> JSONValue? {
    get { members.last { $0.key.hasSameScalars(as: key) }?.value }
    set {
      guard let newValue else {
        members.removeAll { $0.key.hasSameScalars(as: key) }
        return
      }
      if let index = members.lastIndex(where: { $0.key.hasSameScalars(as: key) }) {
        members[index].value = newValue
      } else {
        append(key, newValue)
      }
    }
  }

  /// Adds a member at the end, even if the key is there already.
  public mutating func append(_ key: String, _ value: JSONValue) { members.append(Member(key: key, value: value)) }
}

extension JSONObject: RandomAccessCollection {
  public var startIndex: Int { 0 }
  public var endIndex: Int { members.count }
  public subscript(position: Int) -> Member { members[position] }
}

extension JSONObject: Hashable {
  /// Equal when the members are, in whatever order; duplicates of one key compare in their order.
  public static func == (left: JSONObject, right: JSONObject) -> Bool {
    guard left.count == right.count else { return false }
    let sameOrder = zip(left.members, right.members).allSatisfy { $0.key.hasSameScalars(as: $1.key) }
    return sameOrder ? left.members == right.members : left.sorted == right.sorted
  }

  public func hash(into hasher: inout Hasher) {
    // A sum, since the order of members means nothing.
    hasher.combine(members.reduce(into: members.count) { $0 &+= $1.hashValue })
  }

  private var sorted: [Member] {
    members.enumerated().sorted { left, right in
      let (first, second) = (left.element.key, right.element.key)
      if first.hasSameScalars(as: second) { return left.offset < right.offset }
      return first.utf8.lexicographicallyPrecedes(second.utf8)
    }.map(\.element)
  }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  public init(dictionaryLiteral elements: (String, JSONValue)...) { self.init(elements) }
}
