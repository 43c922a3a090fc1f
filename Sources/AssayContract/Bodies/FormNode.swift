import AssayJSON
import AssaySchema
import AssaySpec

/// The values of a form below one name, before a schema says what they are.
struct FormNode {
  /// Where the form first names it.
  var offset: Int
  var values: [(text: String, offset: Int)] = []
  /// The items of `a[]` have their index as key.
  var children: [Child] = []
  /// Whether every key is an index that the form did not write: `a[]`.
  private var isPushed = true

  struct Child {
    var key: String
    var node: FormNode
  }

  init(offset: Int) { self.offset = offset }

  mutating func add(_ value: String, at path: ArraySlice<String>, _ offset: Int) {
    guard let key = path.first else { return values.append((value, offset)) }
    let rest = path.dropFirst()
    var index: Int?
    if !key.isEmpty {
      isPushed = false
      index = children.firstIndex { $0.key == key }
    } else if let next = rest.first, let last = children.last, !last.node.children.contains(where: { $0.key == next }) {
      // `a[][b]=1&a[][c]=2` is one item; the next begins with a member that the last one has.
      index = children.count - 1
    }
    if let index { return children[index].node.add(value, at: rest, offset) }
    var node = FormNode(offset: offset)
    node.add(value, at: rest, offset)
    children.append(Child(key: key.isEmpty ? "\(children.count)" : key, node: node))
  }

  /// The children as the items of an array; `nil` where their keys or the schema say that they are members.
  func items(_ schema: Schema) -> [FormNode]? {
    if isPushed { return children.map(\.node) }
    guard schema.types.contains(.array) else { return nil }
    let items = children.indices.compactMap { index in children.first { $0.key == "\(index)" }?.node }
    return items.count == children.count ? items : nil
  }
}

extension Schema {
  /// The value that a text stands for: a number or a boolean where that is what the schema allows.
  func value(of text: String) -> JSONValue {
    let value = Parameter.value(of: text, for: self)
    if value.typeName == "string" || !types.contains(.string) || assertions.isEmpty { return value }
    return (try? CompiledSchema(self))?.accepts(value) ?? true ? value : .string(text)
  }

  /// The schema of a member or an item, through alternatives; any value where nothing declares it.
  func entry(_ key: String) -> Schema {
    if let declared = property(key)?.schema { return declared }
    if types.contains(.array), let items, JSONPointer.arrayIndex(key) != nil { return items }
    for assertion in assertions {
      switch assertion {
      case .additionalProperties(let value): return value
      case .allOf(let branches), .anyOf(let branches), .oneOf(let branches):
        if let found = branches.map({ $0.entry(key) }).first(where: { $0 != .any }) { return found }
      default: continue
      }
    }
    return .any
  }
}
