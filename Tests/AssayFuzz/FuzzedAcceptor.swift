import AssayJSON
import AssaySchema
import AssayTestSchemas

/// Both judges: the first byte is the schema, or says that the next make one; the rest is the body.
enum FuzzedAcceptor: Fuzzed {
  static var seeds: [[UInt8]] {
    JudgedSchema.all.enumerated().flatMap { index, judged in judged.seeds.map { [UInt8(index)] + Array($0.utf8) } }
      + JudgedSchema.byChance.flatMap { judged in judged.seeds.map { [255, 1, 2, 3] + Array($0.utf8) } }
  }

  static func feed(_ bytes: [UInt8]) {
    guard let first = bytes.first else { return }
    var body = bytes.dropFirst()
    let schema: CompiledSchema
    if Int(first) < JudgedSchema.all.count {
      schema = JudgedSchema.all[Int(first)].schema
    } else {
      guard body.count >= 3 else { return }
      var generator = Generator(body.prefix(3).reduce(UInt64(first)) { $0 << 8 | UInt64($1) })
      body = body.dropFirst(3)
      do throws(SchemaError) { schema = try CompiledSchema(.random(&generator, depth: 3)) } catch { fail("\(error)") }
    }
    judge(Array(body), schema)
    // libFuzzer knows nothing of members and their order; what does, goes on from what it found.
    let seed = bytes.reduce(5381 as UInt64) { $0 &* 33 ^ UInt64($1) }
    guard var mutator = BodyMutator(Array(body), Generator(seed)) else { return }
    for _ in 0..<2 { judge(mutator.next(), schema) }
  }

  private static func judge(_ body: [UInt8], _ schema: CompiledSchema) {
    let both = TwoJudgements(schema, body)
    check(
      !both.isContradiction,
      "the acceptor says \(both.fast), the full judge \(both.full) of \(String(decoding: body, as: UTF8.self))"
        + " by \(schema.schema)")
  }
}
