import AssayJSON

/// Applies other schemas to the same value, which is read again from its beginning for each.
extension FastValidator {
  @inline(never)
  mutating func applied(_ node: UnsafePointer<FastValidatorNode>, _ place: Place) -> Place? {
    let start = settle(skipSpace(place))
    let startLimit = limit
    let applicators = tables.pointee.applicators
    var next = Int(node.pointee.firstApplicator)
    let last = next + Int(node.pointee.applicatorCount)
    depth += 1
    guard depth < FastValidator.deepest else { return fail(.undecided) }
    var end: Place?
    if node.pointee.isPassedOn, case .must(let target) = applicators[next] {
      guard isTypeAllowed(node, start[0]) else { return fail(.invalid) }
      end = value(target, start)
      next += 1
    } else {
      end = own(node, start)
    }
    guard let end else { return nil }
    // From here on the value is known to be JSON, so any failure is one of its schema.
    let endLimit = limit
    let length = text(from: start, to: end).count
    while next < last {
      let outcome = judge(applicators[next], start, startLimit, length)
      guard outcome == .valid else { return fail(outcome) }
      next += 1
    }
    rewind(limit: endLimit)
    depth -= 1
    return end
  }

  private func isTypeAllowed(_ node: UnsafePointer<FastValidatorNode>, _ first: UInt8) -> Bool {
    let type: JSONTypes
    switch first {
    case UInt8(ascii: "\""): type = .string
    case UInt8(ascii: "{"): type = .object
    case UInt8(ascii: "["): type = .array
    case UInt8(ascii: "n"): type = .null
    case UInt8(ascii: "t"), UInt8(ascii: "f"): type = .boolean
    default: type = .number
    }
    return node.pointee.types & type.rawValue != 0
  }

  private mutating func judge(_ applicator: Applicator, _ start: Place, _ startLimit: Place, _ length: Int)
    -> FastValidation
  {
    switch applicator {
    case .must(let target), .alternative(let target): return probe(target, start, startLimit, length)
    case .mustNot(let target):
      let saw = sawUndocumented
      let outcome = probe(target, start, startLimit, length)
      sawUndocumented = saw
      return outcome == .valid ? .invalid : outcome == .invalid ? .valid : .undecided
    case .when(let condition, let then, let otherwise):
      switch probe(condition, start, startLimit, length) {
      case .valid: return probe(then, start, startLimit, length)
      case .invalid: return probe(otherwise, start, startLimit, length)
      case .undecided: return .undecided
      }
    case .anyOf(let first, let count), .oneOf(let first, let count):
      var valid = 0
      var isSure = true
      // All are tried, because each that holds may document members.
      for index in Int(first)..<Int(first + count) {
        switch judge(tables.pointee.applicators[index], start, startLimit, length) {
        case .valid: valid += 1
        case .invalid: break
        case .undecided: isSure = false
        }
      }
      if case .oneOf = applicator, valid > 1 { return .invalid }
      if !isSure { return .undecided }
      return valid > 0 ? .valid : .invalid
    }
  }

  /// Validates a JSON value by another schema. A failure leaves no trace.
  private mutating func probe(_ target: Int32, _ start: Place, _ startLimit: Place, _ length: Int) -> FastValidation {
    let (depth, keyCount, saw) = (depth, keyCount, sawUndocumented)
    bytesLeft &-= length
    guard bytesLeft > 0 else { return .undecided }
    rewind(limit: startLimit)
    if value(target, start) != nil { return .valid }
    (self.depth, self.keyCount, sawUndocumented) = (depth, keyCount, saw)
    return outcome
  }
}
