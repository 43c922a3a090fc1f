import AssayJSON

/// The checks of arrays.
extension SchemaValidator {
  mutating func judgeArray(_ check: SchemaCheck, _ tape: TapeNode, _ task: Task) {
    let count = Int(tape.detail)
    switch check {
    case .minItems(let minimum):
      if count < minimum, recordFailure() { tell(.tooFewItems(minimum: minimum, count: count), task) }
    case .maxItems(let maximum):
      if count > maximum, recordFailure() { tell(.tooManyItems(maximum: maximum, count: count), task) }
    case .items(let index):
      let rule = tables.items[index]
      var item = task.node + 1
      for place in 0..<count {
        if place < rule.prefix.count {
          wait(rule.prefix[place], task, at: item)
        } else if let rest = rule.rest {
          wait(rest, task, at: item)
        } else {
          break
        }
        item = Int(document.nodes[item].next)
      }
    case .uniqueItems:
      var places: [JSONValue: Int] = [:]
      var item = task.node + 1
      for place in 0..<count {
        if let first = places.updateValue(place, forKey: document.value(ofNode: item)) {
          if recordFailure() { tell(.notUnique(first: first, second: place), task) }
          break
        }
        item = Int(document.nodes[item].next)
      }
    case .contains(let node, let minimum, let maximum):
      var found = 0
      var item = task.node + 1
      for _ in 0..<count {
        if holds(node, at: item) {
          found += 1
          adopt(node, task, at: item)
        }
        item = Int(document.nodes[item].next)
      }
      if found < minimum || found > maximum ?? .max {
        if recordFailure() { tell(.contains(minimum: minimum, maximum: maximum, count: found), task) }
      }
    default: break
    }
  }
}
