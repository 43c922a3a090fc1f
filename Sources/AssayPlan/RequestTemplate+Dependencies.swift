import AssayContract
import AssayJSON
import AssaySchema
import AssaySpec

extension RequestTemplate {
  /// Adds and removes optional values until a request keeps the rules about values that come together.
  ///
  /// - Parameters:
  ///   - base: The request that this one was made from: where one of two values must go, the one that it had goes.
  ///   - broken: A rule that the request breaks.
  /// - Returns: Whether the request changed.
  @discardableResult
  func satisfy(_ builder: inout RequestBuilder, from base: RequestBuilder?, except broken: Dependency? = nil) -> Bool {
    if case .raw = builder.body { return false }
    var isChanged = false
    // What one rule adds may break another.
    for _ in endpoint.dependencies {
      var isDone = true
      for dependency in endpoint.dependencies where dependency != broken {
        guard let (kind, _) = dependency.breach(in: builder) else { continue }
        repair(dependency, kind, in: &builder, from: base)
        isDone = false
        isChanged = true
      }
      if isDone { break }
    }
    return isChanged
  }

  private func repair(
    _ dependency: Dependency, _ kind: Dependency.Breach, in builder: inout RequestBuilder, from base: RequestBuilder?
  ) {
    func wasThere(_ location: Location) -> Bool { base?.holds(location) ?? false }
    let present = dependency.locations.filter(builder.holds)
    let absent = dependency.locations.filter { location in
      !builder.holds(location) && !endpoint.isFromResponses(location)
        && (location.kind != .body || builder.json != nil)
    }
    switch kind {
    case .none:
      if let location = absent.first(where: { !wasThere($0) }) ?? absent.first { add(location, to: &builder) }
    case .several:
      let needed = present.first { isNamed($0, by: builder.given) }
      let kept = needed ?? present.first { !wasThere($0) } ?? present[0]
      for location in present where location != kept { builder.remove(at: location) }
    case .incomplete:
      // What was left out on purpose takes the others with it.
      if absent.contains(where: wasThere) {
        for location in dependency.rule == .requires ? [present[0]] : present { builder.remove(at: location) }
      } else {
        for location in absent { add(location, to: &builder) }
      }
    }
  }

  /// Whether a state is about the value at a location.
  func isNamed(_ location: Location, by conditions: [StateCondition]) -> Bool {
    guard let subject = endpoint.bindings.first(where: { $0.location == location })?.subject else { return false }
    return conditions.contains { $0.holds && provider.state($0.state)?.subject == subject }
  }

  /// Adds an optional value to a request: the fixture's, an example's or a sample.
  func add(_ location: Location, to builder: inout RequestBuilder) {
    if let parameter = endpoint.parameter(at: location) {
      builder.set(sample(of: parameter), at: location)
    } else if case .body(let pointer) = location {
      let body = builder.encodedAs ?? endpoint.body
      let place = body.schema?.places.first { $0.pointer == pointer }
      let known = body.exampleValues.lazy.compactMap { $0[pointer] }.first
      guard let value = known ?? place.flatMap(body.sample(at:)) else { return }
      set(value, at: location, of: place, in: &builder)
    }
    bind(&builder, given: builder.given, only: location)
  }
}

extension Dependency {
  /// How a request that is being made breaks the rule.
  func breach(in builder: RequestBuilder) -> (kind: Breach, location: Location)? {
    breach { location in
      if case .body(let pointer) = location { return builder.json?[pointer] }
      return builder.holds(location) ? .null : nil
    }
  }
}
