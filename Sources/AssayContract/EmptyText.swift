import AssayJSON
import AssaySchema
import AssaySpec

// What an empty text means is decided here and nowhere else; reader and planner both ask.

extension Property {
  /// Whether an empty text is as good as none: a required text of which the schema does not say that it may be empty.
  package var readsEmptyAsMissing: Bool {
    presence == .required && schema.types == .string && schema.takesEmptyText
      && !schema.allowedValues.contains("") && !schema.assertions.contains(.minLength(0))
  }
}

extension Parameter {
  /// Whether an empty text is as good as none: for every required parameter whose enum does not name it.
  package var readsEmptyAsMissing: Bool { isRequired && !schema.allowedValues.contains("") }
}

extension Schema {
  /// Whether the schema itself accepts an empty text.
  package var takesEmptyText: Bool {
    guard types.contains(.string) else { return false }
    return assertions.isEmpty || (try? CompiledSchema(self))?.accepts("") ?? false
  }

  /// This schema with every text that must not be empty declared so; `nil` where it has none.
  var filled: Schema? {
    var isChanged = false
    let assertions = assertions.map { assertion -> Assertion in
      switch assertion {
      case .properties(var properties):
        for index in properties.indices {
          if properties[index].readsEmptyAsMissing {
            properties[index].schema = properties[index].schema.and(.minLength(1))
            isChanged = true
          } else if let filled = properties[index].schema.filled {
            properties[index].schema = filled
            isChanged = true
          }
        }
        return .properties(properties)
      case .items(let items):
        guard let filled = items.filled else { return assertion }
        isChanged = true
        return .items(filled)
      case .discriminator(let member, let kinds):
        return .discriminator(
          member,
          kinds.map { kind in
            guard let filled = kind.schema.filled else { return kind }
            isChanged = true
            return Definition(kind.name, filled)
          })
      default: return assertion
      }
    }
    return isChanged ? Schema(types, assertions) : nil
  }
}
