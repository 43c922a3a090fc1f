import AssayJSON

/// The checks of objects.
extension SchemaJudge {
  mutating func judgeObject(_ check: SchemaCheck, _ tape: TapeNode, _ task: Task) {
    let count = Int(tape.detail)
    switch check {
    case .minProperties(let minimum):
      if count < minimum { report(task) { _ in .tooFewMembers(minimum: minimum, count: count) } }
    case .maxProperties(let maximum):
      if count > maximum { report(task) { _ in .tooManyMembers(maximum: maximum, count: count) } }
    case .object(let index): judgeMembers(tables.objects[index], tape, task)
    case .propertyNames(let node): judgeNames(node, tape, task)
    case .dependentRequired(let index):
      for dependency in tables.dependencies[index] where member(dependency.name, of: task.node) != nil {
        for name in dependency.required where member(name, of: task.node) == nil {
          report(task, member: name) { _ in .dependentMemberMissing(name: name, because: dependency.name) }
        }
      }
    default: break
    }
  }

  private mutating func judgeMembers(_ rule: ObjectRule, _ tape: TapeNode, _ task: Task) {
    // The key of each declared member, or -1.
    var keys = Array(repeating: -1, count: rule.memberCount)
    if rule.declaresMembers && rule.additional == nil { markClosed(task) }
    var key = task.node + 1
    while key < Int(tape.next) {
      judgeMember(key, rule, &keys, task)
      if hasFailedProbe { return }
      key = Int(document.nodes[key].next)
    }
    for (place, key) in keys.enumerated() {
      let member = tables.members[rule.firstMember + place]
      switch member.presence {
      case .optional: break
      case .required:
        if key < 0 {
          report(task, member: member.name, evidence: member.evidence) { _ in .missingMember(name: member.name) }
        }
      case .exactlyWhen(let sibling, let value):
        judgePresence(of: member, key: key, when: sibling, is: value, task)
      }
    }
  }

  private mutating func judgeMember(_ key: Int, _ rule: ObjectRule, _ keys: inout [Int], _ task: Task) {
    var isNamed = false
    if let member = declaredMember(key, rule) {
      isNamed = true
      keys[member - rule.firstMember] = key
      let declared = tables.members[member]
      // A member that may not be there is judged by its presence alone.
      if !isForbidden(declared, task) { wait(declared.node, task, at: key + 1, evidence: declared.evidence) }
    }
    for (pattern, node) in rule.patterns
    where document.withText(ofNode: key, { tables.patterns[pattern].pattern.isFound(in: $0) }) {
      isNamed = true
      wait(node, task, at: key + 1)
    }
    if !isNamed, let additional = rule.additional {
      isNamed = true
      if tables.nodes[additional].types.isEmpty {
        let name = document.text(ofNode: key)
        report(task, at: key + 1) { .memberNotAllowed(name: name, found: $0.excerpt(key + 1)) }
      } else {
        wait(additional, task, at: key + 1)
      }
    }
    if isNamed { mark(key + 1, SchemaJudge.documented) }
  }

  private func declaredMember(_ key: Int, _ rule: ObjectRule) -> Int? {
    guard rule.slotCount > 0 else { return nil }
    let hash = document.nodes[key].detail
    var slot = Int(hash) & (rule.slotCount - 1)
    while case let member = Int(tables.slots[rule.firstSlot + slot]), member >= 0 {
      let declared = tables.members[member]
      if declared.hash == hash, document.withText(ofNode: key, { declared.name.utf8.elementsEqual($0) }) {
        return member
      }
      slot = (slot + 1) & (rule.slotCount - 1)
    }
    return nil
  }

  private func isForbidden(_ member: MemberRule, _ task: Task) -> Bool {
    guard case .exactlyWhen(let sibling, let value) = member.presence else { return false }
    return self.member(sibling, of: task.node).map { document.value(ofNode: $0) } != value
  }

  private mutating func judgePresence(
    of member: MemberRule, key: Int, when sibling: String, is value: JSONValue, _ task: Task
  ) {
    let found = self.member(sibling, of: task.node)
    let isDue = found.map { document.value(ofNode: $0) } == value
    if isDue && key < 0 {
      report(task, member: member.name, evidence: member.evidence) { _ in
        .conditionalMemberMissing(name: member.name, sibling: sibling, value: value)
      }
    } else if !isDue && key >= 0 {
      report(task, at: key + 1, evidence: member.evidence) { judge in
        .conditionalMemberForbidden(
          name: member.name, sibling: sibling, value: value, siblingFound: found.map { judge.excerpt($0) })
      }
    }
  }

  /// The value of a member, the last of duplicates.
  private func member(_ name: String, of object: Int) -> Int? {
    let hash = TapeNode.hash(name.utf8)
    var found: Int?
    var key = object + 1
    while key < Int(document.nodes[object].next) {
      if document.nodes[key].detail == hash, document.withText(ofNode: key, { name.utf8.elementsEqual($0) }) {
        found = key + 1
      }
      key = Int(document.nodes[key].next)
    }
    return found
  }

  private mutating func judgeNames(_ node: Int, _ tape: TapeNode, _ task: Task) {
    var key = task.node + 1
    while key < Int(tape.next) {
      let index = key
      // A key is judged as the string that it is.
      if !holds(node, at: index) {
        let name = document.text(ofNode: index)
        let reason = hasFailedProbe ? nil : reason(node, at: index)?.mismatch
        report(task, at: index + 1) { .memberName(name: name, reason: reason ?? .notAllowed(found: $0.excerpt(index))) }
      }
      key = Int(document.nodes[key].next)
    }
  }
}
