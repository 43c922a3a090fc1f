/// A JSON value read from a text that is not JSON, with the offset of each part in that text.
package indirect enum PlacedValue: Sendable {
  case scalar(JSONValue, at: Int)
  case array([PlacedValue], at: Int)
  case object([Member], at: Int)

  package struct Member: Sendable {
    package var key: String
    package var offset: Int
    package var value: PlacedValue

    package init(_ key: String, at offset: Int, _ value: PlacedValue) {
      self.key = key
      self.offset = offset
      self.value = value
    }
  }
}

extension JSONDocument {
  /// A document of a value that was read from another text; locations are those of that text.
  package init(_ value: PlacedValue, in source: [UInt8]) {
    var writer = JSONWriter()
    var places: [Origin.Place] = []
    Self.write(value, &writer, &places)
    do throws(JSONError) {
      try self.init(parsing: writer.bytes, limits: JSONLimits(depth: .max))
    } catch {
      preconditionFailure("a value's own text is JSON, and below 256 MiB: \(error)")
    }
    origin = Origin(source: source, places: places)
  }

  private static func write(_ value: PlacedValue, _ writer: inout JSONWriter, _ places: inout [Origin.Place]) {
    func place(_ offset: Int) { places.append(Origin.Place(offset: writer.bytes.count, source: offset)) }
    switch value {
    case .scalar(let value, let offset):
      place(offset)
      writer.value(value)
    case .array(let items, let offset):
      place(offset)
      writer.beginArray()
      for item in items { write(item, &writer, &places) }
      writer.endArray()
    case .object(let members, let offset):
      place(offset)
      writer.beginObject()
      for member in members {
        place(member.offset)
        writer.key(member.key)
        write(member.value, &writer, &places)
      }
      writer.endObject()
    }
  }

  /// The text that a document was read from, when that is not JSON.
  final class Origin: Sendable {
    /// A comma may stand between `offset` and the part itself.
    struct Place: Sendable {
      var offset: Int
      var source: Int
    }

    private let source: [UInt8]
    private let places: [Place]

    init(source: [UInt8], places: [Place]) {
      self.source = source
      self.places = places
    }

    /// The location in the text of the part at an offset of the document.
    func location(ofOffset offset: Int) -> JSONLocation {
      var (low, high) = (0, places.count)
      while low < high {
        let middle = (low + high) / 2
        if places[middle].offset <= offset { low = middle + 1 } else { high = middle }
      }
      return JSONLocation(ofOffset: low > 0 ? places[low - 1].source : 0, in: source)
    }
  }
}
