import AssayContract
import AssayJSON
import AssaySchema
import AssaySpec

/// Any declared value of a request: a parameter or a member of the body.
struct RequestField {
  var location: Location
  var name: String
  var schema: Schema
  var evidence: Evidence?
  /// The member, where it is one of the body.
  var place: MemberPlace?

  /// The place in a case's summary.
  var words: String { if case .body(let pointer) = location { pointer.description } else { location.description } }
}

extension CaseGenerator {
  /// The parameters, but for those that sign the request or name a page, and the values of the body.
  var valuePlaces: [RequestField] {
    endpoint.parameters.filter { $0.location != endpoint.signatureLocation && !endpoint.isFromResponses($0.location) }
      .map {
        RequestField(location: $0.location, name: name(of: $0), schema: $0.schema, evidence: $0.evidence)
      }
      + endpoint.body.valuePlaces.map { place in
        let location = Location.body(place.pointer)
        return RequestField(
          location: location, name: place.kinds.isEmpty ? location.name : place.name, schema: place.property.schema,
          evidence: place.property.evidence, place: place)
      }
  }

  /// Whether a request can have a value at a place: null has no text.
  func canHold(_ value: JSONValue, at place: RequestField) -> Bool {
    if case .body(let pointer) = place.location {
      return endpoint.body.canHold(value, at: pointer, as: place.schema)
    }
    return value != .null
  }
}
