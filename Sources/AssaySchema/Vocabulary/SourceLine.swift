import AssayJSON

/// Where an element of a contract stands in its Swift source.
///
/// All are equal: where an element stands does not make it another one.
package struct SourceLine: Sendable, Hashable {
  /// Empty when it is not known.
  package var file: String
  package var line: Int

  package init(_ file: String, _ line: Int) {
    self.file = file
    self.line = line
  }

  package static let unknown = SourceLine("", 0)

  /// This place, or another when it is not known.
  package func or(_ other: SourceLine) -> SourceLine { file.isEmpty ? other : self }

  package static func == (left: SourceLine, right: SourceLine) -> Bool { true }
  package func hash(into hasher: inout Hasher) {}
}

extension Schema {
  /// Where the declared member at a pointer stands, or the nearest one around it.
  package func source(of pointer: JSONPointer) -> SourceLine {
    var source = SourceLine.unknown
    var schema = self
    for token in pointer.tokens {
      let members = schema.properties + schema.kinds.flatMap(\.schema.properties)
      if let member = members.last(where: { $0.name == token }) {
        source = member.source.or(source)
        schema = member.schema
      } else if JSONPointer.arrayIndex(token) != nil, let items = schema.items {
        schema = items
      } else {
        break
      }
    }
    return source
  }

  /// Where the declared member stands whose rule a schema error is about: `/properties/data/properties/email/pattern`.
  package func source(ofRule place: JSONPointer) -> SourceLine {
    var tokens = place.tokens[...]
    var pointer: [String] = []
    while let keyword = tokens.popFirst() {
      if keyword == "items" {
        pointer.append("0")
      } else if keyword == "properties", let name = tokens.popFirst() {
        pointer.append(name)
      } else {
        break
      }
    }
    return source(of: JSONPointer(pointer))
  }
}
