import AssayJSON
import AssaySchema
import AssaySpec

/// A relation that holds for the response to a request, with the value of the request that it needs.
package struct ExpectedRelation: Sendable, Hashable {
  package var relation: Relation
  /// The value of the request, for those relations that need one.
  package var requested: JSONValue?

  /// How a response breaks a relation.
  package struct Breach: Sendable, Hashable {
    /// The value in the body that is wrong.
    package var pointer: JSONPointer
    package var expected: String
    package var found: String
    /// The part of it that is the same in every run.
    package var lasting: String
  }

  /// The first breach in a body; `nil` where the relation holds or the body lacks what it names.
  package func breach(in body: JSONValue) -> Breach? {
    switch relation.rule {
    case .atMost(let items, let location):
      guard case .array(let all)? = body[items], let limit, all.count > limit else { return nil }
      return Breach(
        pointer: items, expected: "at most \(limit) item\(limit == 1 ? "" : "s"), as the request's \(location) says",
        found: "\(all.count)", lasting: "at most \(location)")
    case .sorted(let items, let key, let order):
      guard case .array(let all)? = body[items] else { return nil }
      let words = "the items in \(order.rawValue) order of \(key)"
      for index in all.indices.dropFirst() {
        guard let before = all[index - 1][key], let value = all[index][key], let found = value.order(to: before),
          order == .ascending ? found < 0 : found > 0
        else { continue }
        return Breach(
          pointer: items.appending(index).appending(key), expected: words,
          found: "\(value.serialized()) after \(before.serialized())", lasting: words)
      }
    case .sum(let items, let part, let total):
      guard let sum = sum(of: part, in: items, body), case .number(let found)? = body[total], found != sum else {
        return nil
      }
      return Breach(
        pointer: total, expected: "\(sum), the sum of \(part) in \(items)", found: found.lexeme,
        lasting: "sum of \(part) in \(items)")
    case .notBefore(let later, let earlier):
      for (scope, item) in scopes(in: body) {
        guard let value = item[later], let bound = item[earlier], let order = value.order(to: bound, areTimes: true),
          order < 0
        else { continue }
        return Breach(
          pointer: scope.appending(later), expected: "nothing before \(earlier), which is \(bound.serialized())",
          found: value.serialized(), lasting: "not before \(earlier)")
      }
    case .bounded(let pointer, let bound, let location):
      for (scope, item) in scopes(in: body) {
        guard let requested, let value = item[pointer], isOutside(value, bound) else { continue }
        let words = bound == .lower ? "nothing before" : "nothing after"
        return Breach(
          pointer: scope.appending(pointer), expected: "\(words) \(requested.serialized()), the request's \(location)",
          found: value.serialized(), lasting: "\(words) \(location)")
      }
    case .equal(let pointer, let location):
      for (scope, item) in scopes(in: body) {
        guard let requested, let value = item[pointer], value.typeName == requested.typeName, value != requested else {
          continue
        }
        return Breach(
          pointer: scope.appending(pointer), expected: "\(requested.serialized()), as in the request's \(location)",
          found: value.serialized(), lasting: "\(location)")
      }
    }
    return nil
  }

  /// Whether a body has enough of the values that the relation is about to break it.
  package func isShown(in body: JSONValue) -> Bool {
    switch relation.rule {
    case .atMost(let items, _):
      if case .array(let all)? = body[items], let limit { all.count >= limit } else { false }
    case .sorted(let items, let key, _):
      if case .array(let all)? = body[items] { all.count { $0[key] != nil } > 1 } else { false }
    case .sum(let items, let part, let total): body[total] != nil && sum(of: part, in: items, body) != nil
    case .notBefore(let later, let earlier): scopes(in: body).contains { $1[later] != nil && $1[earlier] != nil }
    case .bounded(let pointer, _, _), .equal(let pointer, _):
      requested != nil && scopes(in: body).contains { $1[pointer] != nil }
    }
  }

  /// Changes a body so that the relation holds.
  package func enforce(on body: inout JSONValue) {
    switch relation.rule {
    case .atMost(let items, _):
      if case .array(let all)? = body[items], let limit { body.set(.array(Array(all.prefix(limit))), at: items) }
    case .sorted(let items, let key, let order):
      guard case .array(let all)? = body[items] else { return }
      let sorted = all.enumerated().sorted { left, right in
        let found = (left.element[key] ?? .null).order(to: right.element[key] ?? .null) ?? 0
        return found == 0 ? left.offset < right.offset : order == .ascending ? found < 0 : found > 0
      }
      body.set(.array(sorted.map(\.element)), at: items)
    case .sum(let items, let part, let total):
      if body[total] != nil, let sum = sum(of: part, in: items, body) { body.set(.number(sum), at: total) }
    case .notBefore(let later, let earlier):
      for (scope, item) in scopes(in: body) {
        guard let value = item[later], let bound = item[earlier], value.order(to: bound, areTimes: true) ?? 0 < 0 else {
          continue
        }
        body.set(bound, at: scope.appending(later))
      }
    case .bounded(let pointer, let bound, _):
      func isKept(_ item: JSONValue) -> Bool { item[pointer].map { !isOutside($0, bound) } ?? true }
      if let items = relation.items {
        if case .array(let all)? = body[items] { body.set(.array(all.filter(isKept)), at: items) }
      } else if let requested, !isKept(body) {
        body.set(requested, at: pointer)
      }
    case .equal(let pointer, _):
      guard let requested else { return }
      for (scope, item) in scopes(in: body) where item[pointer] != nil {
        body.set(requested, at: scope.appending(pointer))
      }
    }
  }

  /// A body that breaks the relation and is like this one; `nil` where it cannot be broken.
  ///
  /// - Parameter schema: The body's schema, which it satisfies all the same where that can be.
  package func broken(_ body: JSONValue, _ schema: Schema) -> JSONValue? {
    var broken = body
    func other(_ value: JSONValue, at pointer: JSONPointer) -> JSONValue {
      (schema.member(at: pointer) ?? .any).varied([value, value])[1]
    }
    switch relation.rule {
    case .atMost(let items, _):
      guard case .array(let all)? = body[items], let limit, limit < 1000 else { return nil }
      guard let item = all.last ?? schema.member(at: items)?.items?.sample else { return nil }
      broken.set(.array(all + Array(repeating: item, count: max(0, limit + 1 - all.count))), at: items)
    case .sorted(let items, _, _):
      guard case .array(let all)? = body[items] else { return nil }
      broken.set(.array(all.reversed()), at: items)
    case .sum(_, _, let total):
      guard case .number(let number)? = body[total], let more = JSONNumber.sum([number, 1]) else { return nil }
      broken.set(.number(more), at: total)
    case .notBefore(let later, let earlier):
      guard let (scope, item) = scopes(in: body).first(where: { $1[later] != nil && $1[earlier] != nil }),
        let value = item[later]
      else { return nil }
      broken.set(value.shifted(by: 1), at: scope.appending(earlier))
    case .bounded(let pointer, let bound, _):
      guard let requested, let (scope, _) = scopes(in: body).first(where: { $1[pointer] != nil }) else { return nil }
      broken.set(requested.shifted(by: bound == .lower ? -1 : 1), at: scope.appending(pointer))
    case .equal(let pointer, _):
      guard let (scope, item) = scopes(in: body).first(where: { $1[pointer] != nil }), let value = item[pointer] else {
        return nil
      }
      broken.set(other(value, at: scope.appending(pointer)), at: scope.appending(pointer))
    }
    return breach(in: broken) == nil ? nil : broken
  }

  /// Whether a value is beyond the requested one.
  private func isOutside(_ value: JSONValue, _ bound: Relation.Bound) -> Bool {
    guard let requested, let order = value.order(to: requested, areTimes: true) else { return false }
    return bound == .lower ? order < 0 : order > 0
  }

  private var limit: Int? {
    switch requested {
    case .number(let number): number.int64.map { Int(clamping: $0) }
    case .string(let text): Int(text)
    default: nil
    }
  }

  /// What the relation is about, with its place: the body, or each of the items.
  private func scopes(in body: JSONValue) -> [(JSONPointer, JSONValue)] {
    guard let items = relation.items else { return [(.root, body)] }
    guard case .array(let all)? = body[items] else { return [] }
    return all.enumerated().map { (items.appending($0), $1) }
  }

  private func sum(of part: JSONPointer, in items: JSONPointer, _ body: JSONValue) -> JSONNumber? {
    guard case .array(let all)? = body[items] else { return nil }
    let parts = all.compactMap { if case .number(let number)? = $0[part] { number } else { nil } }
    return parts.count == all.count ? JSONNumber.sum(parts) : nil
  }
}

extension JSONValue {
  /// A number that differs by so much, or a date by four times as many years.
  fileprivate func shifted(by amount: Int) -> JSONValue {
    switch self {
    case .number(let number): .number(JSONNumber.sum([number, JSONNumber(amount)]) ?? number)
    case .string(let text):
      .string((Int(text.prefix(4)).map { String($0 + 4 * amount) } ?? "") + text.dropFirst(4))
    default: self
    }
  }
}

extension Relation {
  /// The name in ids of cases and names of faults: `at-most-data`, `sorted-data-by-created`.
  package var name: String {
    func joined(_ pointer: JSONPointer) -> String { pointer.tokens.joined(separator: ".") }
    let words =
      switch rule {
      case .atMost(let items, _): ["at-most", joined(items)]
      case .sorted(let items, let key, let order): ["sorted", joined(items), "by", joined(key), order.rawValue]
      case .sum(_, _, let total): ["sum", joined(total)]
      case .notBefore(let later, let earlier): [joined(later), "not-before", joined(earlier)]
      case .bounded(let pointer, let bound, let location):
        [joined(pointer), bound == .lower ? "not-before" : "not-after", location.name]
      case .equal(let pointer, _): ["equal", joined(pointer)]
      }
    return words.filter { !$0.isEmpty }.joined(separator: "-")
  }

  /// The relation in words, to follow "a response in which".
  package var words: String {
    switch rule {
    case .atMost(let items, let location): "\(items) has at most as many items as \(location) says"
    case .sorted(let items, let key, let order): "\(items) is in \(order.rawValue) order of \(key)"
    case .sum(let items, let part, let total): "\(total) is the sum of \(part) in \(items)"
    case .notBefore(let later, let earlier): "\(later) is not before \(earlier)"
    case .bounded(let pointer, let bound, let location):
      "\(pointer) is not \(bound == .lower ? "before" : "after") the request's \(location)"
    case .equal(let pointer, let location): "\(pointer) is the request's \(location)"
    }
  }

  /// The value of the request that it needs.
  package var location: Location? {
    switch rule {
    case .atMost(_, let location), .bounded(_, _, let location), .equal(_, let location): location
    case .sorted, .sum, .notBefore: nil
    }
  }

  /// What of a response it names, from the body on.
  package var pointers: [JSONPointer] {
    let inside = items.map { $0.appending(0) } ?? .root
    return switch rule {
    case .atMost(let items, _): [items]
    case .sorted(let items, let key, _): [items.appending(0).appending(key)]
    case .sum(let items, let part, let total): [items.appending(0).appending(part), total]
    case .notBefore(let later, let earlier): [inside.appending(later), inside.appending(earlier)]
    case .bounded(let pointer, _, _), .equal(let pointer, _): [inside.appending(pointer)]
    }
  }
}

extension JSONPointer {
  func appending(_ other: JSONPointer) -> JSONPointer { JSONPointer(tokens + other.tokens) }
}
