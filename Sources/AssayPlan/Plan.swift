public import AssaySpec

/// Everything that a run will ask, in order.
public struct Plan: Sendable {
  public struct Suite: Sendable {
    public var provider: Provider
    public var contract: CompiledEndpoint
    public var cases: [Case]

    public var endpoint: Endpoint { _read { yield contract.endpoint } }

    public init(provider: Provider, contract: CompiledEndpoint, cases: [Case]) {
      self.provider = provider
      self.contract = contract
      self.cases = cases
    }
  }

  /// One suite an endpoint, in the catalogue's order.
  public var suites: [Suite]

  public init(suites: [Suite]) { self.suites = suites }

  public var caseCount: Int { suites.reduce(0) { $0 + $1.cases.count } }

  /// The plan with only the cases whose endpoint id or case id matches one of `only` (all when empty) and none of `skip`.
  public func selecting(only: [Glob], skip: [Glob]) -> Plan {
    func matches(_ globs: [Glob], _ endpoint: String, _ id: String) -> Bool {
      globs.contains { $0.matches(endpoint) || $0.matches(id) }
    }
    return Plan(
      suites: suites.compactMap { suite in
        var kept = suite
        let endpoint = suite.endpoint.id
        kept.cases = suite.cases.filter { one in
          (only.isEmpty || matches(only, endpoint, one.id)) && !matches(skip, endpoint, one.id)
        }
        return kept.cases.isEmpty ? nil : kept
      })
  }
}

/// A pattern over ids: `*` stands for any run of characters, `?` for one.
public struct Glob: Sendable, Hashable {
  public let pattern: String

  public init(_ pattern: String) { self.pattern = pattern }

  public func matches(_ text: String) -> Bool {
    let pattern = Array(pattern.utf8)
    let text = Array(text.utf8)
    var (p, t) = (0, 0)
    var star: (pattern: Int, text: Int)?
    while t < text.count {
      if p < pattern.count, pattern[p] == UInt8(ascii: "*") {
        star = (p, t)
        p += 1
      } else if p < pattern.count, pattern[p] == UInt8(ascii: "?") || pattern[p] == text[t] {
        p += 1
        t += 1
      } else if let last = star {
        // The last star takes one character more, and the match goes on behind it.
        star = (last.pattern, last.text + 1)
        p = last.pattern + 1
        t = last.text + 1
      } else {
        return false
      }
    }
    return pattern[p...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}
