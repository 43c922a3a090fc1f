import AssayJSON
import AssaySchema
import AssaySpec

/// A body to validate, with its schema.
struct Corpus: Sendable {
  var name: String
  var title: String
  var schema: Schema
  /// Created when it is measured, so that this program is small when it starts those whose memory is measured.
  private var make: @Sendable () -> [UInt8]

  private init(name: String, title: String, schema: Schema, body: @escaping @autoclosure @Sendable () -> [UInt8]) {
    self.name = name
    self.title = title
    self.schema = schema
    make = body
  }

  /// Creates the bytes.
  func body() -> [UInt8] { make() }

  /// An error body from the document of the first contract: 155 bytes.
  static let small = Corpus(
    name: "small", title: "a small valid body", schema: error,
    body: Array(
      #"""
      {"error":"COMMON","errorId":0,"message":"Sorry for inconvenience. We're fixing the issue. If you have urgent \#
      questions, contact support","systemId":"core"}
      """#.utf8))

  /// The same with a number for a text, a text for a number and a member missing.
  static let broken = Corpus(
    name: "broken", title: "an invalid body, three violations", schema: error,
    body: Array(
      #"""
      {"error":7,"errorId":"none","message":"Sorry for inconvenience. We're fixing the issue. If you have urgent \#
      questions, contact support"}
      """#.utf8))

  private static let error: Schema = .object([
    .required("error", .string), .required("errorId", .integer), .required("message", .string),
    .required("systemId", .string), .optional("field", .string), .optional("originalMessage", .string),
    .optional("errorStackTrace", .string), .optional("data", .map(of: .object)),
  ])

  /// A megabyte of each kind.
  static let large: [Corpus] = [
    varied(pretty: false), varied(pretty: true), escapes, cyrillic, floats, integers, maps, patterns,
  ]

  private static func array(
    _ name: String, _ title: String, of item: Schema, _ make: @escaping @Sendable (inout Writer) -> Void
  ) -> Corpus {
    array(name, title, of: item, pretty: false, make)
  }

  private static func array(
    _ name: String, _ title: String, of item: Schema, pretty: Bool, _ make: @escaping @Sendable (inout Writer) -> Void
  ) -> Corpus {
    Corpus(name: name, title: title, schema: .array(of: item), body: megabyte(pretty: pretty, make))
  }

  private static func megabyte(pretty: Bool, _ make: (inout Writer) -> Void) -> [UInt8] {
    var writer = Writer(pretty: pretty)
    writer.json.beginArray()
    while writer.json.bytes.count < 1_000_000 { make(&writer) }
    writer.json.endArray()
    return writer.json.take()
  }

  private static func varied(pretty: Bool) -> Corpus {
    let address: Schema = .object([
      .required("street", .string), .required("city", .string), .optional("zip", .string),
      .required("country", .string),
    ])
    let person: Schema = .object([
      .required("id", .int64), .required("email", .string), .optional("phone", .string),
      .required("firstName", .string), .required("lastName", .string), .optional("middleName", .string),
      .required("status", .enum("ACTIVE", "BLOCKED", "CLOSED")), .required("balance", .number),
      .optional("note", .string.orNull), .required("verified", .boolean), .optional("tags", .array(of: .string)),
      .optional("address", address), .optional("createdAt", .string),
    ])
    return array(
      pretty ? "pretty" : "varied", pretty ? "1 MB of them, pretty-printed" : "1 MB of varied objects", of: person,
      pretty: pretty
    ) { writer in
      writer.object { writer in
        writer.integer("id", writer.random(1_000_000_000))
        writer.text("email", "\(writer.word())@\(writer.word()).example")
        if writer.random(2) == 0 { writer.text("phone", "+1555\(1_000_000 + writer.random(8_999_999))") }
        writer.text("firstName", writer.word())
        writer.text("lastName", writer.word())
        writer.text("status", ["ACTIVE", "BLOCKED", "CLOSED"][writer.random(3)])
        writer.number("balance", "\(writer.random(100_000)).\(10 + writer.random(90))")
        if writer.random(2) == 0 { writer.text("note", writer.words(20)) }
        writer.json.key("verified")
        writer.json.bool(writer.random(2) == 0)
        if writer.random(3) == 0 {
          writer.json.key("tags")
          writer.json.beginArray()
          for _ in 0..<writer.random(5) { writer.json.string(writer.word()) }
          writer.json.endArray()
        }
        if writer.random(2) == 0 {
          writer.json.key("address")
          writer.object { writer in
            writer.text("street", writer.words(4))
            writer.text("city", writer.word())
            writer.text("country", "US")
          }
        }
        writer.text("createdAt", "2026-11-20T10:0\(writer.random(10)):00Z")
      }
    }
  }

  private static let note: Schema = .object([.required("text", .string), .optional("title", .string)])

  private static let escapes = array("escapes", "1 MB of texts full of escapes", of: note) { writer in
    writer.object { writer in
      writer.text("title", "\"\(writer.word())\"\t\\\(writer.word())")
      writer.json.key("text")
      writer.json.raw(
        Array(#""a \"quoted\" \u041f\u0440\u0438 line\n and \ud83d\ude00 \/path\\\#(writer.word())\r\n""#.utf8))
    }
  }

  private static let cyrillic = array("cyrillic", "1 MB of Cyrillic texts", of: note) { writer in
    writer.object { writer in
      writer.text("title", "Код подтверждения \(writer.random(1000))")
      writer.text("text", "Простите за неудобства: мы уже исправляем ошибку. Обратитесь в поддержку, если это срочно.")
    }
  }

  private static let floats = array("floats", "1 MB of fractions", of: .array(of: .number)) { writer in
    writer.json.beginArray()
    for _ in 0..<16 {
      let sign = writer.random(2) == 0 ? "-" : ""
      let exponent = writer.random(4) == 0 ? "e-\(writer.random(20))" : ""
      writer.json.number(
        JSONNumber(lexeme: "\(sign)\(writer.random(1000)).\(1_000_000 + writer.random(9_000_000))\(exponent)")!)
    }
    writer.json.endArray()
  }

  private static let integers = array("integers", "1 MB of 64-bit integers", of: .array(of: .int64)) {
    writer in
    writer.json.beginArray()
    for _ in 0..<16 { writer.json.int(Int64(bitPattern: writer.random64())) }
    writer.json.endArray()
  }

  private static let maps = array(
    "maps", "1 MB of objects with 20 keys",
    of: .object((0..<20).map { .required("member\($0)Name", $0 % 2 == 0 ? .string : .integer) })
  ) { writer in
    writer.object { writer in
      for index in 0..<20 {
        if index % 2 == 0 {
          writer.text("member\(index)Name", writer.word())
        } else {
          writer.integer("member\(index)Name", writer.random(100_000))
        }
      }
    }
  }

  private static let patterns = array(
    "patterns", "1 MB of patterns and formats",
    of: .object([
      .required("id", .uuid), .required("email", .email), .required("at", .dateTime),
      .required("address", .ipv4), .required("code", .string(pattern: "^[0-9]{4,8}$")),
      .required("reference", .string(pattern: "^[A-Z]{3}-[a-z0-9]+(-[0-9]{2})?$")),
    ])
  ) { writer in
    writer.object { writer in
      let digits = String(100_000_000_000 + writer.random(899_999_999_999))
      writer.text("id", "bece038f-2e46-49f4-b25e-\(digits)")
      writer.text("email", "\(writer.word()).\(writer.word())@\(writer.word()).example")
      writer.text("at", "2026-11-20T10:0\(writer.random(10)):00.\(100 + writer.random(900))Z")
      writer.text("address", "\(writer.random(256)).\(writer.random(256)).0.\(writer.random(256))")
      writer.text("code", String(1000 + writer.random(9_000_000)))
      writer.text("reference", "ABC-\(writer.word())\(writer.random(100))")
    }
  }
}

/// Writes members with pseudo-random values, which are the same in every run.
struct Writer {
  var json: JSONWriter
  private var state: UInt64 = 42

  private static let vocabulary = [
    "lorem", "ipsum", "dolor", "sit", "amet", "consectetur", "adipiscing", "elit", "sed", "do",
  ]

  init(pretty: Bool) { json = JSONWriter(pretty: pretty) }

  mutating func random64() -> UInt64 {
    // Knuth's MMIX generator with its halves swapped, because its low bits are less random.
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state >> 32 | state << 32
  }

  mutating func random(_ bound: Int) -> Int { Int(random64() % UInt64(bound)) }
  mutating func word() -> String { Self.vocabulary[random(Self.vocabulary.count)] }
  mutating func words(_ most: Int) -> String {
    var text = word()
    for _ in 0..<random(most) { text += " " + word() }
    return text
  }

  mutating func object(_ members: (inout Writer) -> Void) {
    json.beginObject()
    members(&self)
    json.endObject()
  }

  mutating func text(_ key: String, _ value: String) {
    json.key(key)
    json.string(value)
  }

  mutating func integer(_ key: String, _ value: Int) {
    json.key(key)
    json.int(value)
  }

  mutating func number(_ key: String, _ lexeme: String) {
    json.key(key)
    json.number(JSONNumber(lexeme: lexeme)!)
  }
}
