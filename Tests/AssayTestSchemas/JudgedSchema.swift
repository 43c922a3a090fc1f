import AssayJSON
import AssaySchema

/// A schema that both judges are put to, with bodies to begin from.
package struct JudgedSchema: Sendable {
  package let name: String
  package let schema: CompiledSchema
  package let seeds: [String]
  /// The seeds as values: what mutation of the tree begins from.
  let values: [JSONValue]

  /// Traps on a schema or a seed that is wrong: they are the tests' own.
  package init(_ name: String, _ schema: Schema, _ seeds: [String]) {
    self.name = name
    self.seeds = seeds
    do {
      self.schema = try CompiledSchema(schema)
      values = try seeds.map { try JSONValue(parsing: $0) }
    } catch {
      preconditionFailure("\(name): \(error)")
    }
  }

  /// Those of the contracts, those that use every keyword, and some by chance.
  package static let all = contracts + artificial + byChance
}

/// What both judges say of one body.
package struct TwoJudgements {
  package let fast: FastValidation
  /// `valid` when nothing at all is to be reported, `undecided` for what makes no document invalid.
  package let full: FastValidation

  package init(_ schema: CompiledSchema, _ bytes: [UInt8]) {
    fast = schema.accept(bytes: bytes)
    do {
      let document = try JSONDocument(parsing: bytes)
      let violations = schema.violations(in: document)
      if violations.contains(where: { !$0.isUndocumentedMember }) {
        full = .invalid
      } else {
        full = violations.isEmpty && !document.hasDuplicateKeys ? .valid : .undecided
      }
    } catch {
      full = .invalid
    }
  }

  package var isContradiction: Bool { fast != .undecided && fast != full }
}

/// How the judgements of many bodies were spread.
package struct JudgementCount: Sendable, CustomStringConvertible {
  package var bodies = 0
  package var contradictions = 0
  /// By the fast judge.
  package var valid = 0
  package var invalid = 0
  package var undecided = 0
  /// By the full judge, and how many of them the fast one left undecided.
  package var trulyValid = 0
  package var validUndecided = 0

  package init() {}

  package mutating func add(_ both: TwoJudgements) {
    bodies += 1
    if both.isContradiction { contradictions += 1 }
    switch both.fast {
    case .valid: valid += 1
    case .invalid: invalid += 1
    case .undecided: undecided += 1
    }
    if both.full == .valid {
      trulyValid += 1
      if both.fast == .undecided { validUndecided += 1 }
    }
  }

  package static func + (left: JudgementCount, right: JudgementCount) -> JudgementCount {
    var sum = left
    sum.bodies += right.bodies
    sum.contradictions += right.contradictions
    sum.valid += right.valid
    sum.invalid += right.invalid
    sum.undecided += right.undecided
    sum.trulyValid += right.trulyValid
    sum.validUndecided += right.validUndecided
    return sum
  }

  package var description: String {
    func share(_ part: Int, of whole: Int) -> String {
      let tenths = whole == 0 ? 0 : (1000 * part + whole / 2) / whole
      return "\(tenths / 10).\(tenths % 10) %"
    }
    return "\(bodies) bodies, \(contradictions) contradictions; \(share(valid, of: bodies)) valid, "
      + "\(share(invalid, of: bodies)) invalid, \(share(undecided, of: bodies)) undecided; "
      + "of \(trulyValid) valid ones \(share(validUndecided, of: trulyValid)) undecided"
  }
}

extension JudgedSchema {
  /// Judges mutants of the seeds, always the same ones, and tells of contradictions.
  package func judge(
    mutants: Int, seed: UInt64, contradiction: (_ both: TwoJudgements, _ bytes: [UInt8]) -> Void
  ) -> JudgementCount {
    var mutator = BodyMutator(self, Generator(seed))
    var count = JudgementCount()
    for _ in 0..<mutants {
      let bytes = mutator.next()
      let both = TwoJudgements(schema, bytes)
      count.add(both)
      if both.isContradiction { contradiction(both, bytes) }
    }
    return count
  }
}
