/// A parsed pattern.
indirect enum PatternNode {
  case empty
  case set(ScalarSet)
  case sequence([PatternNode])
  case choice([PatternNode])
  case repetition(PatternNode, min: Int, max: Int?)
  case start
  case end
  case wordBoundary(isNegated: Bool)

  static func scalar(_ scalar: UInt32) -> PatternNode { .set(ScalarSet([scalar...scalar])) }
}
