import AssayJSON

/// The checks of objects.
extension SchemaValidator {
  mutating func judgeObject(_ check: SchemaCheck, _ tape: TapeNode, _ task: Task) {
    let count = Int(tape.detail)
    switch check {
    case .minProperties(let minimum):
      if count < minimum, recordFailure() { tell(.tooFewMembers(minimum: minimum, count: count), task) }
    case .maxProperties(let maximum):
      if count > maximum, recordFailure() { tell(.tooManyMembers(maximum: maximum, count: count), task) }
    case .object(let index): judgeMembers(index, tape, task)
    case .propertyNames(let node): judgeNames(node, tape, task)
    case .dependentRequired(let index):
      for dependency in tables.dependencies[index] where member(dependency.name, of: task.node) != nil {
        for name in dependency.required where member(name, of: task.node) == nil {
          if recordFailure() { tell(.dependentMemberMissing(name: name, because: dependency.name), task, member: name) }
        }
      }
    case .discriminator(let index): judgeKind(tables.discriminators[index], task)
    default: break
    }
  }

  /// Goes on with the schema that the object's member names; that the member is missing or no text is reported elsewhere.
  private mutating func judgeKind(_ rule: DiscriminatorRule, _ task: Task) {
    let node = member(rule.member, of: task.node)
    let isText = node.map { document.nodes[$0].kind == .string } ?? false
    if let node, isText, let kind = rule.kinds.first(where: { document.isText(ofNode: node, Array($0.name.utf8)) }) {
      return waitForKind(kind.node, task, "\"\(rule.member)\" is \"\(kind.name)\"")
    }
    // For an object of an unknown kind it is not known which members are documented.
    mark(task.node, SchemaValidator.unknown)
    if let node, isText, rule.isUnknownReported, recordFailure() {
      tell(.notAmong(expected: rule.kinds.map { .string($0.name) }, found: excerpt(node)), task, at: node)
    }
  }

  private mutating func judgeMembers(_ object: Int, _ tape: TapeNode, _ task: Task) {
    let (firstMember, count) = (tables.objects[object].firstMember, tables.objects[object].memberCount)
    // The key of each declared member, or -1.
    let firstKey = openKeys(count)
    defer { closeKeys(firstKey) }
    if tables.objects[object].declaresMembers && tables.objects[object].additional == nil { markClosed(task) }
    var key = task.node + 1
    while key < Int(tape.next) {
      judgeMember(key, object, firstKey, task)
      if hasFailedProbe { return }
      key = Int(document.nodes[key].next)
    }
    for place in 0..<count {
      let member = firstMember + place
      switch tables.members[member].presence {
      case .optional: break
      case .forbidden:
        if keys[firstKey + place] >= 0, recordFailure() {
          tell(
            .writeOnlyMember(name: tables.members[member].name), task, at: keys[firstKey + place] + 1,
            evidence: tables.members[member].evidence)
        }
      case .required:
        if keys[firstKey + place] < 0, recordFailure() {
          let name = tables.members[member].name
          tell(.missingMember(name: name), task, member: name, evidence: tables.members[member].evidence)
        }
      case .exactlyWhen(let sibling, let value):
        judgePresence(of: tables.members[member], key: keys[firstKey + place], when: sibling, is: value, task)
      }
    }
  }

  private mutating func judgeMember(_ key: Int, _ object: Int, _ firstKey: Int, _ task: Task) {
    var isNamed = false
    if let member = declaredMember(key, object) {
      isNamed = true
      keys[firstKey + member - tables.objects[object].firstMember] = key
      // A forbidden member is reported for its presence alone.
      if !isForbidden(member, task) {
        wait(tables.members[member].node, task, at: key + 1, evidence: tables.members[member].evidence)
      }
    }
    for (pattern, node) in tables.objects[object].patterns
    where document.withText(ofNode: key, { tables.patterns[pattern].pattern.isFound(in: $0) }) {
      isNamed = true
      wait(node, task, at: key + 1)
    }
    if !isNamed, let additional = tables.objects[object].additional {
      isNamed = true
      if tables.nodes[additional].types.isEmpty {
        let name = document.text(ofNode: key)
        if recordFailure() { tell(.memberNotAllowed(name: name, found: excerpt(key + 1)), task, at: key + 1) }
      } else {
        wait(additional, task, at: key + 1)
      }
    }
    if isNamed { mark(key + 1, SchemaValidator.documented) }
  }

  private func declaredMember(_ key: Int, _ object: Int) -> Int? {
    let (firstSlot, slotCount) = (tables.objects[object].firstSlot, tables.objects[object].slotCount)
    guard slotCount > 0 else { return nil }
    let hash = document.nodes[key].detail
    var slot = Int(hash) & (slotCount - 1)
    while case let member = Int(tables.slots[firstSlot + slot]), member >= 0 {
      if tables.members[member].hash == hash, document.isText(ofNode: key, tables.members[member].text) {
        return member
      }
      slot = (slot + 1) & (slotCount - 1)
    }
    return nil
  }

  private func isForbidden(_ member: Int, _ task: Task) -> Bool {
    switch tables.members[member].presence {
    case .required, .optional: return false
    case .forbidden: return true
    case .exactlyWhen(let sibling, let value):
      return self.member(sibling, of: task.node).map { document.value(ofNode: $0) } != value
    }
  }

  private mutating func judgePresence(
    of member: MemberRule, key: Int, when sibling: String, is value: JSONValue, _ task: Task
  ) {
    let found = self.member(sibling, of: task.node)
    let isDue = found.map { document.value(ofNode: $0) } == value
    if isDue && key < 0 {
      guard recordFailure() else { return }
      tell(
        .conditionalMemberMissing(name: member.name, sibling: sibling, value: value), task, member: member.name,
        evidence: member.evidence)
    } else if !isDue && key >= 0 {
      guard recordFailure() else { return }
      tell(
        .conditionalMemberForbidden(
          name: member.name, sibling: sibling, value: value, siblingFound: found.map { excerpt($0) }),
        task, at: key + 1, evidence: member.evidence)
    }
  }

  private func member(_ name: String, of object: Int) -> Int? { document.member(name, ofNode: object) }

  private mutating func judgeNames(_ node: Int, _ tape: TapeNode, _ task: Task) {
    var key = task.node + 1
    while key < Int(tape.next) {
      let index = key
      // A key is validated as a string.
      if !holds(node, at: index) {
        let name = document.text(ofNode: index)
        let reason = hasFailedProbe ? nil : reason(node, at: index)?.validationError
        if recordFailure() {
          tell(.memberName(name: name, reason: reason ?? .notAllowed(found: excerpt(index))), task, at: index + 1)
        }
      }
      key = Int(document.nodes[key].next)
    }
  }
}
