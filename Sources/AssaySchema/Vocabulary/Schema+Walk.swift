import AssayJSON

extension Schema {
  /// The declared members of an object schema; of a discriminated one those of every kind.
  package var properties: [Property] {
    assertions.flatMap { assertion -> [Property] in
      if case .properties(let properties) = assertion { properties } else { [] }
    }
  }

  package func property(_ name: String) -> Property? { properties.first { $0.name == name } }

  /// What the items of an array must be, where that is the same for all of them.
  package var items: Schema? {
    for case .items(let items) in assertions { return items }
    return nil
  }

  /// The schema of the value at a pointer, as far as `properties`, `items` and the kinds of a discriminator declare it.
  package func member(at pointer: JSONPointer) -> Schema? {
    guard let token = pointer.tokens.first else { return self }
    let rest = JSONPointer(Array(pointer.tokens.dropFirst()))
    if let next = property(token)?.schema ?? (JSONPointer.arrayIndex(token) == nil ? nil : items) {
      return next.member(at: rest)
    }
    return kinds.lazy.compactMap { $0.schema.member(at: pointer) }.first
  }

  /// The members that the schema declares, outer before inner, through objects and into the first item of arrays.
  package var places: [MemberPlace] { places(at: .root, in: []) }

  private func places(at pointer: JSONPointer, in kinds: [ObjectKind]) -> [MemberPlace] {
    var found: [MemberPlace] = []
    for property in properties {
      let place = pointer.appending(property.name)
      found.append(MemberPlace(pointer: place, property: property, kinds: kinds))
      found += property.schema.places(at: place, in: kinds)
    }
    for case .items(let items) in assertions { found += items.places(at: pointer.appending(0), in: kinds) }
    let common = Set(properties.map(\.name))
    for (member, kind) in discriminated {
      let inner = kinds + [ObjectKind(pointer: pointer, member: member, name: kind.name, schema: self)]
      found += kind.schema.places(at: pointer, in: inner).filter {
        !common.contains($0.pointer.tokens[pointer.tokens.count])
      }
    }
    return found
  }

  /// The kind that an object becomes when a member of it gets a value; `nil` where that names none.
  package func kind(bySetting pointer: JSONPointer, to value: JSONValue) -> ObjectKind? {
    guard case .string(let name) = value, let member = pointer.tokens.last else { return nil }
    let outer = JSONPointer(Array(pointer.tokens.dropLast()))
    guard let schema = self.member(at: outer),
      schema.discriminated.contains(where: { $0.member == member && $0.kind.name == name })
    else { return nil }
    return ObjectKind(pointer: outer, member: member, name: name, schema: schema)
  }

  /// The kinds of a discriminated object.
  package var kinds: [Definition] { discriminated.map(\.kind) }

  /// The kinds of a discriminated object, each with the member that names it.
  private var discriminated: [(member: String, kind: Definition)] {
    for case .discriminator(let member, let kinds) in assertions { return kinds.map { (member, $0) } }
    return []
  }

  /// The values of an enum, or none.
  package var allowedValues: [JSONValue] {
    for case .enum(let values) in assertions { return values }
    return []
  }

  package var format: Format? {
    for case .format(let format) in assertions { return format }
    return nil
  }
}

/// A declared member of a schema and where it stands.
package struct MemberPlace: Sendable {
  package var pointer: JSONPointer
  package var property: Property
  /// The kinds of discriminated objects that it lies in, outermost first.
  package var kinds: [ObjectKind]

  package init(pointer: JSONPointer, property: Property, kinds: [ObjectKind] = []) {
    self.pointer = pointer
    self.property = property
    self.kinds = kinds
  }

  /// The place in a case's id: `data.user`, or `source.card:number` in an object of the kind `card`.
  package var name: String {
    var tokens = pointer.tokens
    for kind in kinds.reversed() {
      tokens[kind.pointer.tokens.count] = "\(kind.name):\(tokens[kind.pointer.tokens.count])"
    }
    return tokens.joined(separator: ".")
  }

  /// The place for readers: `/source/number`, or `/source/number of card`.
  package var words: String {
    kinds.isEmpty ? pointer.description : "\(pointer) of \(kinds.map(\.name).joined(separator: " of "))"
  }

  /// Whether the objects that it lies in are of its kinds.
  package func applies(to value: JSONValue) -> Bool { kinds.allSatisfy { $0.isKind(of: value[$0.pointer]) } }

  /// What must be put into a value so that the member can be set: objects of the right kind, and those that are missing.
  ///
  /// - Parameter schema: The schema of the whole value.
  package func way(in schema: Schema) -> [WayPoint] {
    pointer.tokens.indices.flatMap { count -> [WayPoint] in
      let outer = JSONPointer(Array(pointer.tokens[..<count]))
      let kinds = kinds.filter { $0.pointer == outer }
      if !kinds.isEmpty { return kinds.map(\.wayPoint) }
      guard count > 0 else { return [] }
      let inner = self.kinds.last { $0.pointer.tokens.count < count }
      let known = inner?.content?.member(
        at: JSONPointer(Array(outer.tokens.dropFirst(inner?.pointer.tokens.count ?? 0))))
      return (known ?? schema.member(at: outer)).map { [WayPoint(pointer: outer, sample: $0.sample)] } ?? []
    }
  }
}

/// A kind of a discriminated object.
package struct ObjectKind: Sendable, Hashable {
  /// Where the object stands.
  package var pointer: JSONPointer
  /// The member that names the kind.
  package var member: String
  package var name: String
  /// The schema of the object, with all of its kinds.
  package var schema: Schema

  /// The schema of this kind alone.
  fileprivate var content: Schema? { schema.kinds.first { $0.name == name }?.schema }

  /// An object of this kind.
  package var sample: JSONValue { schema.sample(variant: schema.kinds.firstIndex { $0.name == name } ?? 0) }

  /// That an object of this kind is where it must be.
  package var wayPoint: WayPoint { WayPoint(pointer: pointer, sample: sample, kind: self) }

  package func isKind(of value: JSONValue?) -> Bool { value?[member] == .string(name) }
}

/// A value that must be in place before a member of it can be set.
package struct WayPoint: Sendable, Hashable {
  package var pointer: JSONPointer
  package var sample: JSONValue
  /// The kind that an object there must be of.
  package var kind: ObjectKind?

  /// Puts a value in place where nothing fits: what an example has there, or else the sample.
  ///
  /// An object of another kind keeps the members that all kinds have.
  package func open(in value: inout JSONValue, examples: [JSONValue] = []) {
    let found = value[pointer]
    guard let kind else {
      if found == nil || found == .null { value.set(sample, at: pointer) }
      return
    }
    if kind.isKind(of: found) { return }
    var new = examples.lazy.compactMap { $0[pointer] }.first(where: kind.isKind) ?? sample
    for property in kind.schema.properties where property.name != kind.member {
      if let kept = found?[property.name] { new.set(kept, at: JSONPointer([property.name])) }
    }
    value.set(new, at: pointer)
  }
}
