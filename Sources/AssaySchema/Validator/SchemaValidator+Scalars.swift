import AssayJSON

/// The checks of strings and numbers.
extension SchemaValidator {
  mutating func judgeString(_ check: SchemaCheck, _ task: Task) {
    switch check {
    case .format(let index):
      guard case .text(let accepts) = tables.formats[index].rule, !document.withText(ofNode: task.node, accepts),
        recordFailure()
      else { return }
      tell(.format(tables.formats[index], found: excerpt(task.node)), task)
    case .pattern(let index):
      let (text, pattern) = tables.patterns[index]
      let isFound = document.withText(ofNode: task.node) { pattern.isFound(in: $0) }
      if !isFound, recordFailure() { tell(.pattern(text, found: excerpt(task.node)), task) }
    case .minLength(let minimum):
      let length = length(task.node)
      if length < minimum, recordFailure() {
        tell(.tooShort(minimum: minimum, length: length, found: excerpt(task.node)), task)
      }
    case .maxLength(let maximum):
      let length = length(task.node)
      if length > maximum, recordFailure() {
        tell(.tooLong(maximum: maximum, length: length, found: excerpt(task.node)), task)
      }
    default: break
    }
  }

  /// A string's length in Unicode scalars.
  private func length(_ node: Int) -> Int {
    document.withText(ofNode: node) { text in text.reduce(0) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 } }
  }

  mutating func judgeNumber(_ check: SchemaCheck, _ task: Task) {
    switch check {
    case .format(let index):
      guard case .integer(let range) = tables.formats[index].rule else { return }
      let fits = document.number(ofNode: task.node).int64.map(range.contains) ?? false
      if !fits, recordFailure() { tell(.format(tables.formats[index], found: excerpt(task.node)), task) }
    case .minimum(let index, let isExclusive):
      let (number, bound) = (document.number(ofNode: task.node), tables.numbers[index])
      if number < bound || (isExclusive && number == bound) {
        if recordFailure() { tell(.belowMinimum(bound, isExclusive: isExclusive, found: excerpt(task.node)), task) }
      }
    case .maximum(let index, let isExclusive):
      let (number, bound) = (document.number(ofNode: task.node), tables.numbers[index])
      if number > bound || (isExclusive && number == bound) {
        if recordFailure() { tell(.aboveMaximum(bound, isExclusive: isExclusive, found: excerpt(task.node)), task) }
      }
    case .multipleOf(let index):
      let divisor = tables.numbers[index]
      if !document.number(ofNode: task.node).isMultiple(of: divisor) {
        if recordFailure() { tell(.notAMultiple(of: divisor, found: excerpt(task.node)), task) }
      }
    default: break
    }
  }
}
