import AssayContract
import AssayHTTP
import AssayJSON
import AssaySchema
import AssaySpec

extension CaseGenerator {
  /// For each member of the body, a request for each way in which it can be wrong.
  func memberCases() throws(SpecError) -> [TestCase] {
    if members.isEmpty, endpoint.body.others.isEmpty { return [] }
    return try derive { baseline in
      try members.flatMap { place in try memberCases(place, of: endpoint.body, baseline.builder) }
        + endpoint.body.others.flatMap { other -> [TestCase] in
          guard let builder = builder(of: other, baseline), let places = other.schema?.places else { return [] }
          let cases = try places.flatMap { try memberCases($0, of: other, builder, ",Content-Type=\(other.mediaType)") }
          return Array(cases.prefix(Self.maxOtherCases))
        }
    }
  }

  /// Of each media type but the first at most so many wrong members are sent.
  private static let maxOtherCases = 32

  /// - Parameter suffix: What follows the names of the cases.
  private func memberCases(
    _ place: MemberPlace, of body: Body, _ start: RequestBuilder, _ suffix: String = ""
  ) throws -> [TestCase] {
    let promise = place.property.evidence ?? .documented(at: "Request body")
    let location = Location.body(place.pointer)
    let schema = place.property.schema
    var base = start
    template.openWay(to: location, of: place, in: &base)
    var cases: [TestCase] = []
    func add(_ kind: CaseKind, _ name: String, _ summary: String, _ value: JSONValue?, _ evidence: Evidence) throws {
      var builder = base
      if let value { builder.json?.set(value, at: place.pointer) } else { builder.json?.remove(at: place.pointer) }
      cases.append(try makeInvalidCase(kind, name + suffix, summary, builder, at: location, because: evidence))
    }
    let name = place.name
    let pointer = place.pointer.description
    let isRequired = place.property.presence == .required
    // Without its only member a form is no body at all.
    if isRequired, !body.isOptional || body.canLack(place) {
      try add(.missing, name, "without the required member \(pointer)", nil, promise)
    }
    if !schema.takesNull, body.canHold(.null, at: place.pointer, as: schema) {
      // Many servers read null as an absent optional member, and documents do not forbid it.
      let evidence = isRequired ? promise : .assumed("The document does not say that null is not the same as absent.")
      try add(.null, name, "with null as \(pointer)", .null, evidence)
    }
    for wrong in body.wrongTypes(of: place) {
      guard let label = wrong.label else { continue }
      try add(
        .type, "\(name)=\(label)", "with \(wrong.value.serialized()), \(label), as \(pointer)", wrong.value, promise)
    }
    for wrong in body.wrongValues(of: place, like: body.example?[place.pointer]) {
      guard let label = wrong.label else { continue }
      try add(
        wrong.kind, "\(name)=\(label)", "with \(wrong.value.serialized()) as \(pointer) (\(wrong.what))",
        wrong.value, promise)
    }
    if schema.types.contains(.string), !schema.takesEmptyText {
      try add(.empty, name, "with \"\" as \(pointer) (empty)", "", promise)
    } else if place.property.readsEmptyAsMissing {
      try add(
        .empty, name, "with \"\" as \(pointer) (empty)", "",
        .assumed("The document does not say that \(pointer) may not be empty."))
    }
    return cases
  }
}
