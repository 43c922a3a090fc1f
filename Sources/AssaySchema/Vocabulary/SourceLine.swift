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
    let places = places
    for count in pointer.tokens.indices.reversed() {
      let outer = JSONPointer(Array(pointer.tokens[...count]))
      if let place = places.last(where: { $0.pointer == outer }) { return place.property.source }
    }
    return .unknown
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
