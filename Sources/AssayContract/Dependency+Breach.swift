import AssayJSON
import AssaySpec

extension Dependency {
  /// The ways in which a request can break a rule.
  package enum Breach: String, Sendable, Hashable {
    case none
    case several
    case incomplete
  }

  /// The ways in which this rule can be broken.
  package var breaches: [Breach] {
    switch rule {
    case .atLeastOne: [.none]
    case .exactlyOne: [.none, .several]
    case .atMostOne: [.several]
    case .allOrNone, .requires: [.incomplete]
    }
  }

  /// The object whose members the rule is about; `nil` where it is about other values.
  package var scope: JSONPointer? {
    var scopes: Set<JSONPointer> = []
    for location in locations {
      guard case .body(let pointer) = location else { return nil }
      scopes.insert(JSONPointer(Array(pointer.tokens.dropLast())))
    }
    return scopes.count == 1 ? scopes.first : nil
  }

  /// How a request breaks the rule, and at which value; `nil` when it keeps it.
  ///
  /// - Parameter value: The value that the request has at a place.
  package func breach(_ value: (Location) -> JSONValue?) -> (kind: Breach, location: Location)? {
    if let scope, value(.body(scope))?.typeName != "object" { return nil }
    let present = locations.filter { value($0) != nil }
    switch rule {
    case .atLeastOne, .exactlyOne, .atMostOne:
      if present.isEmpty, rule != .atMostOne { return (.none, locations[0]) }
      if present.count > 1, rule != .atLeastOne { return (.several, present[1]) }
    case .allOrNone, .requires:
      if present.isEmpty || rule == .requires && !present.contains(locations[0]) { return nil }
      if let missing = locations.first(where: { !present.contains($0) }) { return (.incomplete, missing) }
    }
    return nil
  }

  /// The name in ids of cases and names of faults: `exactly-one-email-phone`, `lat-requires-lon`.
  package var name: String {
    let names = locations.map(\.name)
    let words = rule == .requires ? [names[0], rule.rawValue] + names.dropFirst() : [rule.rawValue] + names
    return words.joined(separator: "-")
  }

  /// The rule in words: `exactly one of body /email and body /phone`.
  package var words: String {
    switch rule {
    case .atLeastOne: "at least one of \(Self.list(locations))"
    case .exactlyOne: "exactly one of \(Self.list(locations))"
    case .atMostOne: "at most one of \(Self.list(locations))"
    case .allOrNone: "all or none of \(Self.list(locations))"
    case .requires: "\(Self.list(locations.dropFirst())) with \(locations[0])"
    }
  }

  package static func list(_ locations: some Collection<Location>) -> String {
    let names = locations.map(\.description)
    return names.count < 2 ? names.joined() : names.dropLast().joined(separator: ", ") + " and " + names.last!
  }

  /// Whether no request has both values.
  package func excludes(_ first: Location, _ second: Location) -> Bool {
    breaches.contains(.several) && locations.contains(first) && locations.contains(second)
  }
}

extension Endpoint {
  /// Of values that exclude each other, at most so many pairs are sent.
  private static var maxExclusivePairs: Int { 6 }

  /// The ways to break a rule for which no value is needed that only a response gives.
  package func breaches(
    of dependency: Dependency
  ) -> [(kind: Dependency.Breach, name: String, present: [Location], absent: [Location])] {
    typealias Way = (kind: Dependency.Breach, name: String, present: [Location], absent: [Location])
    let all = dependency.locations
    let ways = dependency.breaches.flatMap { kind -> [Way] in
      switch kind {
      case .none: return [(kind, "none", [], all)]
      case .several:
        let pairs = all.indices.flatMap { first in all[(first + 1)...].map { (all[first], $0) } }
        return pairs.prefix(Self.maxExclusivePairs).map { first, second in
          (kind, "\(first.name)+\(second.name)", [first, second], [])
        }
      case .incomplete:
        return all.dropFirst(dependency.rule == .requires ? 1 : 0).map { missing in
          (kind, "without-\(missing.name)", all.filter { $0 != missing }, [missing])
        }
      }
    }
    return ways.filter { way in
      !way.present.contains(where: isFromResponses) && (way.kind != .none || canLack(dependency))
    }
  }

  /// Whether a request can lack all values of a rule and still have the object that they are members of.
  private func canLack(_ dependency: Dependency) -> Bool {
    guard let scope = dependency.scope, scope != .root, body.codec?.keepsTypes == false else { return true }
    return otherMember(of: dependency, in: scope) != nil
  }

  /// A member beside those of a rule: what a form needs, in which an empty object leaves no trace.
  package func otherMember(of dependency: Dependency, in scope: JSONPointer) -> Location? {
    (body.schema?.member(at: scope)?.properties ?? []).lazy.map { Location.body(scope.appending($0.name)) }
      .first { !dependency.locations.contains($0) }
  }
}

extension CompiledEndpoint {
  /// Reports the rules about values that come together which a request breaks.
  func checkDependencies(_ reading: inout RequestValidation) {
    for dependency in endpoint.dependencies {
      guard let (kind, location) = dependency.breach({ reading[$0] }) else { continue }
      reading.problems.append(
        RequestProblem(
          kind: .invalid, location: location, reason: .dependency(dependency, kind),
          message: "expected \(dependency.words)"))
    }
  }
}
