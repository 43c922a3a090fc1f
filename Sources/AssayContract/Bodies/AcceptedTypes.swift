import AssayHTTP
import AssaySpec

/// The media types that a request accepts (RFC 9110, section 12.5.1); all of them without an `Accept` field.
package struct AcceptedTypes: Sendable {
  private let ranges: [(range: MediaType, weight: Double)]

  package init(_ accept: String?) {
    ranges = (accept ?? "").split(separator: ",").compactMap { MediaType(parsing: String($0)) }.map { range in
      (range, range["q"].flatMap(Double.init) ?? 1)
    }
  }

  /// How much a media type is wanted, by the most specific range that it is in: 0 where it is not accepted.
  private func weight(of mediaType: String) -> (weight: Double, index: Int) {
    guard let type = MediaType(parsing: mediaType), !ranges.isEmpty else { return (1, 0) }
    var best = (weight: 0.0, index: ranges.count)
    var precision = -1
    for (index, (range, weight)) in ranges.enumerated() {
      let found =
        switch (range.type, range.subtype) {
        case ("*", "*"): 0
        case (type.type, "*"): 1
        case (type.type, type.subtype): 2
        default: -1
        }
      if found > precision { (best, precision) = ((weight, index), found) }
    }
    return best
  }

  package func accepts(_ mediaType: String) -> Bool { weight(of: mediaType).weight > 0 }

  /// The body that is wanted most, of several the one that is named first; the first body where none is accepted.
  package func preferred(among bodies: [Body]) -> Body {
    var best = (body: bodies[0], weight: 0.0, index: Int.max)
    for body in bodies {
      let (weight, index) = weight(of: body.mediaType)
      if weight > best.weight || weight > 0 && weight == best.weight && index < best.index {
        best = (body, weight, index)
      }
    }
    return best.body
  }
}
