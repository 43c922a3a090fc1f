import AssayJSON
import AssaySchema
import AssayTestSchemas
import Foundation
import Testing

/// The acceptor against the full judge: it may leave a document undecided, and may never disagree.
struct FastValidatorTests {
  static let error = JudgedSchema.artificial[0]

  /// How many mutants of each schema are judged; `ASSAY_MUTANTS` overrides it, and `Tests/fuzz judges` judges a million.
  static let mutants = ProcessInfo.processInfo.environment["ASSAY_MUTANTS"].flatMap { Int($0) } ?? 500

  @Test(arguments: JudgedSchema.all.indices) func `the fastValidator never disagrees with the full judge`(index: Int) {
    let judged = JudgedSchema.all[index]
    let count = judged.judge(mutants: Self.mutants, seed: UInt64(index) + 1) { both, bytes in
      Issue.record(
        "\(judged.name): \(both.fast), the full judge \(both.full): \(String(decoding: bytes, as: UTF8.self))")
    }
    #expect(count.contradictions == 0, "\(judged.name): \(count)")
    #expect(count.invalid > Self.mutants / 50, "\(judged.name): \(count)")
  }

  @Test func `the mutants are of every kind`() {
    var sum = JudgementCount()
    for (index, judged) in JudgedSchema.all.enumerated() {
      sum = sum + judged.judge(mutants: 100, seed: UInt64(index)) { _, _ in }
    }
    #expect(sum.valid > sum.bodies / 20 && sum.undecided > sum.bodies / 20 && sum.invalid > sum.bodies / 5, "\(sum)")
  }

  @Test func `no valid body of a contract is left undecided`() {
    // The fast validator does not compare words of more than 40 bytes, as these two have.
    let long: Set = ["camara.otp.send 403", "camara.otp.validate 400"]
    #expect(long.isSubset(of: JudgedSchema.contracts.map(\.name)))
    for (index, judged) in JudgedSchema.contracts.enumerated() where !long.contains(judged.name) {
      var generator = Generator(UInt64(index))
      for bytes in judged.validBodies(200, &generator) {
        let both = TwoJudgements(judged.schema, bytes)
        #expect(
          both.fast == .valid && both.full == .valid,
          "\(judged.name): \(both): \(String(decoding: bytes, as: UTF8.self))")
      }
    }
  }

  @Test func `what is valid, invalid or undecided is reported apart`() {
    let schema = Self.error.schema
    func accept(_ text: String) -> FastValidation { schema.accept(bytes: Array(text.utf8)) }
    for text in Self.error.seeds.dropLast() { #expect(accept(text) == .valid) }
    // 1.0 is an integer, which takes the full judge to see.
    #expect(accept(Self.error.seeds[2]) == .undecided)
    #expect(accept(#"{"error":"","errorId":0,"message":"","systemId":"","more":1}"#) == .undecided)
    #expect(accept(#"{"error":"","errorId":0,"message":"","systemId":"","error":""}"#) == .undecided)
    #expect(accept(#"{"error":"","errorId":0,"message":"","systemId":"","data":{"a":{},"a":{}}}"#) == .undecided)
    #expect(accept(#"{"error":"","errorId":0,"message":""}"#) == .invalid)
    #expect(accept(#"{"error":"","errorId":0,"message":"","systemId":5}"#) == .invalid)
    #expect(accept(#"{"error":"","errorId":0,"message":"","systemId":""}}"#) == .invalid)
    #expect(accept("") == .invalid)
    #expect(accept("\u{FEFF}{}") == .invalid)
  }

  @Test func `every place where a document may be cut is met`() {
    let schema = Self.error.schema
    for seed in Self.error.seeds {
      let bytes = Array(seed.utf8)
      for end in bytes.indices {
        #expect(schema.accept(bytes: Array(bytes[..<end])) != .valid || end == bytes.count - 1)
      }
      for padding in 0..<200 {
        let text =
          "{\"message\":\"\(String(repeating: "é", count: padding / 2))\(padding % 2 == 0 ? "" : "x")\","
          + seed.dropFirst()
        let both = TwoJudgements(schema, Array(text.utf8))
        #expect(!both.isContradiction, "\(both): \(text)")
      }
    }
  }

  @Test func `deep documents are left to the full judge`() throws {
    let schema = try CompiledSchema(.any)
    func nested(_ depth: Int) -> [UInt8] {
      Array(repeatElement(UInt8(ascii: "["), count: depth)) + Array(repeatElement(UInt8(ascii: "]"), count: depth))
    }
    #expect(schema.accept(bytes: nested(60)) == .valid)
    #expect(schema.accept(bytes: nested(100_000)) == .undecided)
  }
}
