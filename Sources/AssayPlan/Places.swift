import AssayJSON
import AssaySchema
import AssaySpec

/// Any declared value of a request: a parameter or a member of the body.
struct ValuePlace {
  var location: Location
  var name: String
  var schema: Schema
  var evidence: Evidence?
}

extension Schema {
  /// The values at the edges of what is allowed, each with whether it is the lowest.
  var boundaries: [(value: JSONValue, isLowest: Bool)] {
    var found: [(JSONValue, Bool)] = []
    for assertion in assertions {
      switch assertion {
      case .format(.int32):
        found += Self.edges(Int64(Int32.min), Int64(Int32.max))
      case .format(.int64): found += Self.edges(.min, .max)
      case .format(.e164): found += [("+12", true), ("+123456789012345", false)]
      case .minimum(let bound): found.append((.number(bound), true))
      case .maximum(let bound): found.append((.number(bound), false))
      case .minLength(let count): if count > 0 { found.append((.string(String(repeating: "a", count: count)), true)) }
      case .maxLength(let count): found.append((.string(String(repeating: "a", count: count)), false))
      default: continue
      }
    }
    guard let compiled = try? CompiledSchema(self) else { return [] }
    return found.filter { compiled.accepts($0.0) }
  }

  /// The lowest and the highest integer, and 1, where identifiers commonly begin.
  private static func edges(_ lowest: Int64, _ highest: Int64) -> [(JSONValue, Bool)] {
    [(.number(JSONNumber(lowest)), true), (1, false), (.number(JSONNumber(highest)), false)]
  }
}

extension CaseFactory {
  /// Path and query parameters and the members of the body.
  var valuePlaces: [ValuePlace] {
    endpoint.parameters.filter { $0.place != .header }.map {
      ValuePlace(location: $0.location, name: $0.name, schema: $0.schema, evidence: $0.evidence)
    }
      + (endpoint.body.schema?.places ?? []).map {
        ValuePlace(
          location: .body($0.pointer), name: $0.name, schema: $0.property.schema, evidence: $0.property.evidence)
      }
  }
}
