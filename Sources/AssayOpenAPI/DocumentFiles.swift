import AssayJSON
import AssaySchema
import AssayYAML

/// The files of an OpenAPI document: the one that is named, and those that it refers to.
final class DocumentFiles {
  /// A file as it was read.
  struct File {
    var path: String
    var document: JSONDocument
    /// Where lines begin in a file of JSON; none in YAML, whose values know their line.
    var lineStarts: [Int]

    func line(of node: JSONNode) -> Int {
      if lineStarts.isEmpty { return node.location.line }
      var (low, high) = (0, lineStarts.count)
      while low < high {
        let middle = (low + high) / 2
        if lineStarts[middle] <= node.offset { low = middle + 1 } else { high = middle }
      }
      return low
    }
  }

  /// The bytes of a file; the error is a text that names it.
  typealias Load = (_ path: String) -> Result<[UInt8], OpenAPIError>

  private let load: Load
  private(set) var files: [File] = []
  private var indices: [String: Int] = [:]

  init(_ load: @escaping Load) { self.load = load }

  /// The root of a file, which is read once.
  func root(of path: String) throws(OpenAPIError) -> Place {
    let path = Self.normalized(path)
    if let index = indices[path] {
      return Place(files: self, file: index, node: files[index].document.root, tokens: [])
    }
    let bytes = try load(path).get()
    let document = try Self.parse(bytes, path)
    if let duplicate = document.duplicateKeys(atMost: 1).first {
      throw OpenAPIError(
        file: path, at: duplicate.location,
        "the key \"\(duplicate.key)\" is there already, on line \(document.location(ofOffset: duplicate.firstOffset).line): remove one"
      )
    }
    var lineStarts: [Int] = []
    if Self.isJSON(bytes, path) {
      lineStarts = [0] + bytes.indices.filter { bytes[$0] == 0x0A }.map { $0 + 1 }
    }
    files.append(File(path: path, document: document, lineStarts: lineStarts))
    indices[path] = files.count - 1
    return Place(files: self, file: files.count - 1, node: document.root, tokens: [])
  }

  /// JSON where the name or the first character says so, YAML else.
  private static func isJSON(_ bytes: [UInt8], _ path: String) -> Bool {
    if path.hasSuffix(".yaml") || path.hasSuffix(".yml") { return false }
    return path.hasSuffix(".json")
      || bytes.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) } == UInt8(ascii: "{")
  }

  private static func parse(_ bytes: [UInt8], _ path: String) throws(OpenAPIError) -> JSONDocument {
    if isJSON(bytes, path) {
      do throws(JSONError) { return try JSONDocument(parsing: bytes) } catch {
        throw OpenAPIError(file: path, at: error.location, error.message)
      }
    }
    do throws(YAMLError) { return try YAMLReader.document(bytes) } catch {
      throw OpenAPIError(file: path, at: error.location, error.message)
    }
  }

  /// The value that a reference names, through further references.
  func resolve(_ place: Place) throws(OpenAPIError) -> Place {
    var place = place
    var seen: Set<String> = []
    while let reference = place.node["$ref"] {
      guard let text = reference.string else { throw place.error("$ref must be a string: a reference to a value") }
      if !seen.insert(place.id).inserted { throw place.error("the reference \(text) leads back to itself: correct it") }
      place = try target(of: text, from: place)
    }
    return place
  }

  func target(of reference: String, from place: Place) throws(OpenAPIError) -> Place {
    let parts = reference.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    if parts[0].contains("://") {
      throw place.error(
        "the reference \(reference) leads to the network: download that document and refer to the file")
    }
    let base = files[place.file].path
    let folder = base.lastIndex(of: "/").map { String(base[...$0]) } ?? ""
    var found: Place
    if parts[0].isEmpty {
      found = Place(files: self, file: place.file, node: files[place.file].document.root, tokens: [])
    } else {
      do throws(OpenAPIError) { found = try root(of: parts[0].hasPrefix("/") ? parts[0] : folder + parts[0]) } catch {
        if error.location != nil { throw error }
        throw place.error("the reference \(reference): \(error.message)")
      }
    }
    guard parts.count == 2, !parts[1].isEmpty else { return found }
    guard let pointer = JSONPointer(parsing: Self.unescaped(parts[1])) else {
      throw place.error("the reference \(reference) is no JSON Pointer: write #/components/…")
    }
    for token in pointer.tokens {
      let next =
        found.node.kind == .array ? JSONPointer.arrayIndex(token).flatMap { found.item($0) } : found[token]
      guard let next else {
        throw place.error("the reference \(reference) leads to nothing: \(found.name) has no \"\(token)\"")
      }
      found = next
    }
    return found
  }

  private static func unescaped(_ text: String) -> String {
    var bytes: [UInt8] = []
    let source = Array(text.utf8)
    var index = 0
    while index < source.count {
      if source[index] == UInt8(ascii: "%"), index + 2 < source.count,
        let high = JSONString.hexadecimal(source[index + 1]), let low = JSONString.hexadecimal(source[index + 2])
      {
        bytes.append(UInt8(high << 4 | low))
        index += 3
      } else {
        bytes.append(source[index])
        index += 1
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A path without `.` and `..`, where names before them allow it.
  private static func normalized(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/", omittingEmptySubsequences: true) {
      if part == "." { continue }
      if part == "..", let last = parts.last, last != ".." { parts.removeLast() } else { parts.append(part) }
    }
    return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }
}

/// A value of a document, and the way to it.
struct Place {
  let files: DocumentFiles
  let file: Int
  let node: JSONNode
  /// The keys and indices from the file's root.
  let tokens: [String]

  /// What names the value among all files.
  var id: String { "\(file)#\(JSONPointer(tokens))" }

  /// The place for evidence and open questions: `#/paths/~1orders/get`, behind the file's name when it is another file's.
  var name: String {
    let pointer = "#\(JSONPointer(tokens))"
    if file == 0 { return pointer }
    let path = files.files[file].path
    return (path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path) + pointer
  }

  var path: String { files.files[file].path }
  var line: Int { files.files[file].line(of: node) }
  var source: SourceLine { SourceLine(path, line) }
  var value: JSONValue { node.value }
  var string: String? { node.string }
  var isObject: Bool { node.kind == .object }

  subscript(key: String) -> Place? {
    node[key].map { Place(files: files, file: file, node: $0, tokens: tokens + [key]) }
  }

  func item(_ index: Int) -> Place? {
    node[index].map { Place(files: files, file: file, node: $0, tokens: tokens + [String(index)]) }
  }

  /// The members of an object, without extensions.
  var members: [(key: String, value: Place)] {
    node.members.filter { !$0.key.hasPrefix("x-") }.map { member in
      (member.key, Place(files: files, file: file, node: member.node, tokens: tokens + [member.key]))
    }
  }

  var items: [Place] {
    guard node.kind == .array else { return [] }
    return node.children.enumerated().map {
      Place(files: files, file: file, node: $0.element, tokens: tokens + [String($0.offset)])
    }
  }

  /// That the document is silent here, and how it is read.
  func assumed(_ reason: String) -> Evidence {
    var evidence = Evidence.assumed(reason)
    evidence.source = source
    return evidence
  }

  /// What the document says here: its description, where that is short, and its place.
  var evidence: Evidence {
    let text = self["description"]?.string ?? ""
    let isShort = !text.isEmpty && text.utf8.count <= 160 && !text.contains(where: \.isNewline)
    var evidence = Evidence.documented(isShort ? text : nil, at: name)
    evidence.source = source
    return evidence
  }

  func error(_ message: String) -> OpenAPIError { OpenAPIError(file: path, at: node.location, message) }

  /// The member as a text; throws when it is something else.
  func text(_ key: String) throws(OpenAPIError) -> String? {
    guard let member = self[key] else { return nil }
    guard let text = member.string else {
      throw member.error("\(key) must be a string, found \(member.node.kind.rawValue)")
    }
    return text
  }

  func flag(_ key: String) throws(OpenAPIError) -> Bool? {
    guard let member = self[key] else { return nil }
    guard let flag = member.node.bool else {
      throw member.error("\(key) must be true or false, found \(member.node.kind.rawValue)")
    }
    return flag
  }

  /// The member as an object; throws when it is something else.
  func object(_ key: String) throws(OpenAPIError) -> Place? {
    guard let member = self[key] else { return nil }
    guard member.isObject else { throw member.error("\(key) must be an object, found \(member.node.kind.rawValue)") }
    return member
  }

  func array(_ key: String) throws(OpenAPIError) -> [Place]? {
    guard let member = self[key] else { return nil }
    guard member.node.kind == .array else {
      throw member.error("\(key) must be an array, found \(member.node.kind.rawValue)")
    }
    return member.items
  }
}
