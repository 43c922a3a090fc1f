import AssayContract
import AssaySpec

extension CaseGenerator {
  /// Requests that break the rules about values that come together, each rule in each way.
  func dependencyCases() throws(SpecError) -> [TestCase] {
    if endpoint.dependencies.isEmpty { return [] }
    return try derive { baseline in
      try endpoint.dependencies.flatMap { dependency in
        try endpoint.breaches(of: dependency).compactMap { breach in
          var builder = baseline.builder
          template.openWay(to: dependency.locations[0], in: &builder)
          for location in breach.absent { builder.remove(at: location) }
          if let scope = dependency.scope, scope != .root, builder.json?[scope] == [:],
            endpoint.body.codec?.keepsTypes == false,
            let other = endpoint.otherMember(of: dependency, in: scope)
          {
            template.add(other, to: &builder)
          }
          for location in breach.present where !builder.holds(location) { template.add(location, to: &builder) }
          template.satisfy(&builder, from: baseline.builder, except: dependency)
          guard let (_, location) = dependency.breach(in: builder) else { return nil }
          let change =
            breach.absent.isEmpty
            ? "with \(Dependency.list(breach.present))" : "without \(Dependency.list(breach.absent))"
          return try makeInvalidCase(
            .dependency, "\(dependency.name)=\(breach.name)", "\(change), where there must be \(dependency.words)",
            builder, at: location, because: dependency.evidence)
        }
      }
    }
  }
}
