/// What is wrong with a pattern, and at which of its Unicode scalars, counted from 1.
struct PatternError: Error, Hashable {
  var message: String
  var position: Int
  /// Whether the pattern is malformed; false where ECMA-262 allows what is not supported here.
  var isMistake = true
}
