import AssaySpec

extension EndpointLinter {
  /// Rules about values that come together.
  func checkDependencies() {
    for dependency in endpoint.dependencies {
      let name = "the dependency \(dependency.words)"
      if dependency.locations.count < 2 { report("\(name) names one value: name two or more") }
      for (index, location) in dependency.locations.enumerated() {
        check(location, name)
        if dependency.locations[..<index].contains(location) { report("\(name) names \(location) twice") }
        // Only the first of `requires` may always be there.
        if isRequired(location), dependency.rule != .requires || index > 0 {
          report("\(name) names \(location), which is required: declare it optional, or leave it out")
        }
      }
    }
    for parameter in endpoint.parameters where parameter.isFromResponses {
      if parameter.isRequired {
        report("\(parameter.location) is required, and only responses give its value: bind it to a fixture")
      } else if parameter.fixture != nil || parameter.example != nil || parameter.defaultValue != nil {
        report("only responses give \(parameter.location) a value: leave out its fixture, example and default")
      }
    }
  }

  private func isRequired(_ location: Location) -> Bool {
    guard case .body(let pointer) = location else { return endpoint.parameter(at: location)?.isRequired ?? false }
    return endpoint.body.schema?.places.contains { $0.pointer == pointer && $0.property.presence == .required } ?? false
  }
}
