import AssayHTTP
import AssayJSON
import AssaySchema
import AssaySpec

/// `multipart/form-data` (RFC 7578): parts, each with a codec of its own.
///
/// A document does not print such a body, so an example of one is a JSON object of its parts' values.
struct MultipartCodec: BodyCodec {
  var parts: [Part]

  private static let boundary = "assay-1c9a7b52e04f"

  var name: String { "multipart" }
  var rule: String { "multipart/form-data (RFC 7578)" }
  var keepsTypes: Bool { false }
  var parameters: String { "; boundary=\(Self.boundary)" }

  func problem(withMediaType text: String) -> String? {
    MediaType(parsing: text)?.essence == "multipart/form-data"
      ? nil : "has parts as \"\(text)\": name multipart/form-data"
  }

  private func part(_ name: String) -> Part? { parts.first { $0.property.name == name } }

  private func codec(_ part: Part?) -> any BodyCodec {
    guard let type = part?.mediaType else { return TextCodec() }
    let codecs: [any BodyCodec] = [JSONCodec(), TextCodec()]
    return codecs.first { $0.problem(withMediaType: type) == nil } ?? BytesCodec()
  }

  // MARK: - Writing

  func encode(_ value: JSONValue) -> [UInt8] {
    guard case .object(let object) = value else { return Array(Parameter.text(of: value).utf8) }
    return written(object.flatMap { written($0.key, $0.value) })
  }

  private func written(_ parts: [[UInt8]]) -> [UInt8] {
    parts.flatMap { Array("--\(Self.boundary)\r\n".utf8) + $0 + Array("\r\n".utf8) }
      + Array("--\(Self.boundary)--\r\n".utf8)
  }

  /// The parts of a member; several for an array, unless one JSON text holds it.
  private func written(_ name: String, _ value: JSONValue) -> [[UInt8]] {
    let part = part(name)
    let codec = codec(part)
    if !codec.keepsTypes {
      if case .array(let items) = value { return items.flatMap { written(name, $0) } }
      if value == .null { return [] }
    }
    // As browsers write names (WHATWG HTML, section 4.10.21.8).
    let name = name.replacing("\"", with: "%22")
    var head = "Content-Disposition: form-data; name=\"\(name)\""
    if let fileName = part?.fileName { head += "; filename=\"\(fileName.replacing("\"", with: "%22"))\"" }
    if let type = part?.mediaType { head += "\r\nContent-Type: \(type)" }
    return [Array("\(head)\r\n\r\n".utf8) + codec.encode(value)]
  }

  // MARK: - Reading

  func decode(_ bytes: [UInt8], contentType: String?, as schema: Schema) throws(BodyError) -> JSONDocument {
    if contentType == nil, bytes.first == UInt8(ascii: "{") {
      return try JSONCodec().decode(bytes, contentType: nil, as: schema)
    }
    var members: [(name: String, offset: Int, values: [PlacedValue])] = []
    for part in try MultipartReader.parts(of: bytes, contentType: contentType) {
      let declared = schema.entry(part.name)
      let own = declared.types.contains(.array) ? declared.items ?? declared : declared
      let codec = codec(self.part(part.name))
      let type = codec.keepsTypes ? declared : own
      do throws(BodyError) {
        let document = try codec.decode(Array(bytes[part.content]), contentType: part.mediaType, as: type)
        let value = PlacedValue.scalar(document.value, at: part.content.lowerBound)
        if let index = members.firstIndex(where: { $0.name == part.name }) {
          members[index].values.append(value)
        } else {
          members.append((part.name, part.offset, [value]))
        }
      } catch {
        throw MultipartReader.error(
          error.reason, "a part \(part.name) that is no \(codec.name): \(error.message)", part.content.lowerBound, bytes
        )
      }
    }
    let placed = members.flatMap { member -> [PlacedValue.Member] in
      let declared = schema.entry(member.name)
      let isArray =
        !codec(part(member.name)).keepsTypes && declared.types.contains(.array)
        && (member.values.count > 1 || declared.types == .array)
      let values = isArray ? [.array(member.values, at: member.offset)] : member.values
      return values.map { PlacedValue.Member(member.name, at: member.offset, $0) }
    }
    return JSONDocument(.object(placed, at: 0), in: bytes)
  }

  func reading(of value: JSONValue, at pointer: JSONPointer, as schema: Schema) -> JSONValue? {
    let codec = codec(pointer.tokens.first.flatMap(part))
    if codec.keepsTypes { return value }
    let items = if case .array(let items) = value { items } else { [value] }
    guard !items.isEmpty, items == [value] || schema.types.contains(.array) else { return nil }
    let own = schema.types.contains(.array) ? schema.items ?? schema : schema
    let read = items.compactMap { codec.reading(of: $0, at: .root, as: own) }
    guard read.count == items.count else { return nil }
    // One part may be the only item or the whole value.
    return read.count > 1 || schema.types == .array ? .array(read) : read[0]
  }

  // MARK: - Breaking and spelling

  func broken(_ value: JSONValue, _ schema: Schema) -> [BrokenBody] {
    let bytes = encode(value)
    let close = Array("--\(Self.boundary)--\r\n".utf8)
    let isNeeded = schema.properties.contains { $0.presence == .required }
    func body(
      _ name: String, _ summary: String, _ bytes: [UInt8], _ parameters: String? = nil, undocumented: String? = nil,
      mayStandForNone: Bool = false
    ) -> BrokenBody {
      BrokenBody(
        name: name, summary: summary, bytes: bytes, parameters: parameters, fault: (name, .broken(name)),
        undocumented: undocumented, mayStandForNone: mayStandForNone)
    }
    let optional = isNeeded ? nil : "a body without parts"
    var bodies = [
      body(
        "wrong-boundary", "with another boundary in its Content-Type than in its body", bytes, "; boundary=assay-other",
        undocumented: optional, mayStandForNone: true),
      body(
        "no-boundary", "without a boundary in its Content-Type", bytes, "", undocumented: optional,
        mayStandForNone: true),
      body(
        "no-closing-delimiter", "without the delimiter that ends its body", Array(bytes.dropLast(close.count)),
        undocumented: "a missing delimiter at the end"),
    ]
    if case .object(let object) = value,
      let first = object.first(where: {
        !codec(part($0.key)).keepsTypes && !schema.entry($0.key).types.contains(.array)
      })
    {
      let other = written(first.key, "another value")
      bodies.append(
        BrokenBody(
          name: "duplicate-key", summary: "with the part \(first.key) twice, with different values",
          bytes: written(other + object.flatMap { written($0.key, $0.value) }), fault: ("duplicate-key", .duplicate),
          pointer: JSONPointer([first.key]), undocumented: "a repeated part"))
    }
    return bodies
  }

  func spellings(_ value: JSONValue) -> [BodySpelling] {
    let bytes = encode(value)
    var bodies = [
      BodySpelling(
        name: "quoted-boundary", summary: "with its boundary in quotes", what: "a boundary in quotes", bytes: bytes,
        parameters: "; boundary=\"\(Self.boundary)\"", evidence: .documented(at: "RFC 2046, section 5.1.1")),
      BodySpelling(
        name: "preamble", summary: "with text before its first part", what: "text before the first part",
        bytes: Array("preamble\r\n".utf8) + bytes,
        evidence: .assumed("RFC 2046, section 5.1.1 allows it, though clients do not write it.")),
    ]
    if case .object(let object) = value, object.count > 1 {
      let reversed = JSONValue.object(JSONObject(object.reversed().map { ($0.key, $0.value) }))
      bodies.insert(
        BodySpelling(
          name: "key-order", summary: "with its parts in another order", what: "parts in another order",
          bytes: encode(reversed), evidence: .assumed("No text says that the order of the parts matters.")), at: 0)
    }
    return bodies
  }

  func uses(_ spelling: String, _ bytes: [UInt8], contentType: String) -> Bool {
    switch spelling {
    case "quoted-boundary": contentType.contains("\"")
    case "preamble": bytes.first != UInt8(ascii: "-")
    default: false
    }
  }
}
