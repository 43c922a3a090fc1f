import AssayJSON
import AssaySchema
import Foundation
import Testing

/// The acceptor against the full judge: it may leave a document undecided, and may never disagree.
struct AcceptorTests {
  /// What the full judge makes of bytes: `valid` when nothing at all is to be reported, `undecided` for what makes no
  /// document invalid.
  static func fullJudgement(_ schema: CompiledSchema, _ bytes: [UInt8]) -> Acceptance {
    do {
      let document = try JSONDocument(parsing: bytes)
      let violations = schema.violations(in: document)
      if violations.contains(where: { !$0.isUndocumentedMember }) { return .invalid }
      return violations.isEmpty && !document.hasDuplicateKeys ? .valid : .undecided
    } catch {
      return .invalid
    }
  }

  static let error = Schema.object([
    .required("error", .string), .required("errorId", .integer), .required("message", .string),
    .required("systemId", .string), .optional("field", .string), .optional("originalMessage", .string),
    .optional("errorStackTrace", .string), .optional("data", .map(of: .object)),
  ])

  static let shapes: [(name: String, schema: Schema, seeds: [String])] = [
    (
      "error", error,
      [
        #"{"error":"COMMON","errorId":0,"message":"Sorry for inconvenience. We're fixing the issue. If you have urgent "#
          + #"questions, contact support","systemId":"core"}"#,
        #"{"error":"A","errorId":-12,"message":"é😀\n\u00e9","systemId":"s","field":"f","data":{"a":{"b":[1,2]},"c":{}}}"#,
        #" { "systemId" : "x" , "message" : "" , "errorId" : 1.0 , "error" : "e" } "#,
      ]
    ),
    (
      "account",
      .object([
        .required("id", .integer(.int64)), .required("state", .string(oneOf: "open", "closed", "a b")),
        .present("reason", .string(minLength: 2, maxLength: 4), iff: "state", is: "closed"),
        .optional("count", .integer(.int32)), .optional("kind", .integer(oneOf: 1, 2, 30)),
        .present("flagged", .boolean, iff: "kind", is: 1), .optional("phone", .string(.e164)),
        .optional("code", .string(pattern: "^[a-c]+$")), .optional("maybe", .string.orNull),
        .optional("rate", Schema(.number, [.minimum(0), .exclusiveMaximum(100), .multipleOf(5)])),
        .optional("a key that is quite long, thirty", .boolean),
        .optional("tags", Schema(.array, [.items(.string), .minItems(1), .maxItems(3)])),
      ]),
      [
        #"{"id":12,"state":"closed","reason":"why","count":2147483647,"kind":1,"flagged":true,"phone":"+15551234567"}"#,
        #"{"id":-9223372036854775808,"state":"open","code":"abc","maybe":null,"rate":95,"tags":["x","y"]}"#,
        #"{"state":"a b","id":0,"kind":2,"a key that is quite long, thirty":false,"maybe":"m","count":-2147483649}"#,
      ]
    ),
    (
      "alternatives",
      Schema(
        .object,
        [
          .properties([.required("kind", .string)]),
          .oneOf([
            .object([.required("kind", .string(oneOf: "a")), .optional("a", .integer)]),
            .object([.required("kind", .string(oneOf: "b")), .optional("b", .array(of: .integer))]),
          ]),
          .not(.object([.required("no", .any)])),
          .ifThenElse(
            .object([.required("a", .any), .optional("kind", .any)]),
            then: .object([.optional("kind", .any), .optional("a", Schema(.any, [.minimum(3)]))]), else: nil),
          .anyOf([.object, .string]), .allOf([Schema(.object, [.minProperties(1), .maxProperties(3)])]),
        ]),
      [#"{"kind":"a","a":5}"#, #"{"kind":"b","b":[1,2,3]}"#, #"{"kind":"b"}"#, #"{"kind":"a","no":1}"#]
    ),
    (
      "tree",
      Schema(
        .any,
        [
          .definitions([
            .init(
              "tree",
              .object([
                .required("v", .number), .optional("left", Schema(.any, [.reference("tree")])),
                .optional(
                  "right", Schema([.null, .object], [.anyOf([.null, Schema(.any, [.reference("tree")])])])),
              ]))
          ]), .reference("tree"),
        ]),
      [
        #"{"v":1.5,"left":{"v":-2e10,"right":null},"right":{"v":0,"left":{"v":3,"right":{"v":4}}}}"#,
        #"{"v":123456789012345678,"left":{"v":1234567890123456789}}"#,
      ]
    ),
    ("free", .any, [#"[{"a":[true,false,null],"b":{"c":-0.5e-7,"d":"\"\\\/\b\uD834\uDD1E"}},[[]],{},"",1]"#]),
    ("map", .map(of: .integer), [#"{"one":1,"two":2,"three":3,"a longer key than sixteen bytes":4}"#]),
    ("few", Schema([.string, .boolean], [.oneOfValues(["x", true])]), [#""x""#, "true", "false", #""y""#]),
  ]

  /// SplitMix64, so that each run sees the same mutants.
  struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
      return mixed ^ mixed >> 31
    }
  }

  /// How many mutants of each shape are judged; `ASSAY_MUTANTS` overrides it.
  static let mutants = ProcessInfo.processInfo.environment["ASSAY_MUTANTS"].flatMap { Int($0) } ?? 4000

  @Test(arguments: shapes.indices) func `The acceptor never disagrees with the full judge`(index: Int) throws {
    let shape = Self.shapes[index]
    let schema = try CompiledSchema(shape.schema)
    var generator = Generator(state: UInt64(index) + 1)
    var counts: [Acceptance: Int] = [:]
    var disagreements = 0
    for _ in 0..<Self.mutants {
      let bytes = Self.mutant(of: shape.seeds, &generator)
      let fast = schema.accept(bytes: bytes)
      counts[fast, default: 0] += 1
      if fast == .undecided { continue }
      let full = Self.fullJudgement(schema, bytes)
      if full != fast, disagreements < 5 {
        disagreements += 1
        Issue.record("\(shape.name): \(fast), the full judge \(full): \(String(decoding: bytes, as: UTF8.self))")
      }
    }
    #expect(counts[.valid, default: 0] > Self.mutants / 50, "\(shape.name): \(counts)")
    #expect(counts[.invalid, default: 0] > Self.mutants / 50, "\(shape.name): \(counts)")
  }

  /// A seed with a few bytes changed, pieces doubled, removed or put elsewhere, or padded to meet every alignment.
  static func mutant(of seeds: [String], _ generator: inout Generator) -> [UInt8] {
    var bytes = Array(seeds.randomElement(using: &generator)!.utf8)
    let pieces = [
      "\"", "\\", "{", "}", "[", "]", ",", ":", " ", "\n", "0", "-1", "1.0", "1e2", "null", "true", "\"a\"",
      "\"\\u0061\"",
      "\"x\":1,", "é", "\u{1}", "\"closed\"", "99999999999", "12345678901234567890", "\"kind\":\"a\",", "{}", "[]",
    ]
    for _ in 0..<Int.random(in: 0...3, using: &generator) {
      let place = Int.random(in: 0...bytes.count, using: &generator)
      switch Int.random(in: 0..<7, using: &generator) {
      case 0: bytes.insert(contentsOf: pieces.randomElement(using: &generator)!.utf8, at: place)
      case 1: if place < bytes.count { bytes[place] = UInt8.random(in: 0...255, using: &generator) }
      case 2: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...12, using: &generator)))
      case 3:
        let end = min(bytes.count, place + Int.random(in: 1...40, using: &generator))
        bytes.insert(contentsOf: Array(bytes[place..<end]), at: end)
      case 4: exchangeMembers(&bytes, &generator)
      default:
        // Letters longer or shorter within strings move all that follows, and keep it valid.
        if let quote = bytes.indices.filter({ bytes[$0] == 0x20 || bytes[$0] == 0x3A }).randomElement(using: &generator)
        {
          let run = Array(repeating: 0x20 as UInt8, count: Int.random(in: 0...70, using: &generator))
          bytes.insert(contentsOf: run, at: quote)
        }
      }
    }
    return bytes
  }

  /// Puts what stands before a comma behind it.
  private static func exchangeMembers(_ bytes: inout [UInt8], _ generator: inout Generator) {
    guard let first = bytes.firstIndex(of: UInt8(ascii: "{")), let last = bytes.lastIndex(of: UInt8(ascii: "}")),
      first < last
    else { return }
    let members = bytes[(first + 1)..<last].split(separator: UInt8(ascii: ","))
    bytes.replaceSubrange(
      (first + 1)..<last, with: Array(members.shuffled(using: &generator).joined(separator: [0x2C])))
  }

  @Test func `What is valid, invalid or undecided is told apart`() throws {
    let schema = try CompiledSchema(Self.error)
    func accept(_ text: String) -> Acceptance { schema.accept(bytes: Array(text.utf8)) }
    for text in Self.shapes[0].seeds.dropLast() { #expect(accept(text) == .valid) }
    // 1.0 is an integer, which takes the full judge to see.
    #expect(accept(Self.shapes[0].seeds[2]) == .undecided)
    #expect(accept(#"{"error":"","errorId":0,"message":"","systemId":"","more":1}"#) == .undecided)
    #expect(accept(#"{"error":"","errorId":0,"message":"","systemId":"","error":""}"#) == .undecided)
    #expect(accept(#"{"error":"","errorId":0,"message":"","systemId":"","data":{"a":{},"a":{}}}"#) == .undecided)
    #expect(accept(#"{"error":"","errorId":0,"message":""}"#) == .invalid)
    #expect(accept(#"{"error":"","errorId":0,"message":"","systemId":5}"#) == .invalid)
    #expect(accept(#"{"error":"","errorId":0,"message":"","systemId":""}}"#) == .invalid)
    #expect(accept("") == .invalid)
    #expect(accept("\u{FEFF}{}") == .invalid)
  }

  @Test func `Every place where a document may be cut is met`() throws {
    let schema = try CompiledSchema(Self.error)
    for seed in Self.shapes[0].seeds {
      let bytes = Array(seed.utf8)
      for end in bytes.indices {
        #expect(schema.accept(bytes: Array(bytes[..<end])) != .valid || end == bytes.count - 1)
      }
      for padding in 0..<200 {
        let text =
          "{\"message\":\"\(String(repeating: "é", count: padding / 2))\(padding % 2 == 0 ? "" : "x")\","
          + seed.dropFirst()
        let fast = schema.accept(bytes: Array(text.utf8))
        #expect(fast == .undecided || fast == Self.fullJudgement(schema, Array(text.utf8)))
      }
    }
  }

  @Test func `Deep documents are left to the full judge`() throws {
    let schema = try CompiledSchema(.any)
    func nested(_ depth: Int) -> [UInt8] {
      Array(repeatElement(UInt8(ascii: "["), count: depth)) + Array(repeatElement(UInt8(ascii: "]"), count: depth))
    }
    #expect(schema.accept(bytes: nested(60)) == .valid)
    #expect(schema.accept(bytes: nested(100_000)) == .undecided)
  }
}
