import AssayHTTP
import AssaySpec

extension Plan {
  /// What this plan asks and what it accepts, as 16 hexadecimal digits: equal for equal contracts, fixtures and choices.
  ///
  /// Ids, requests, skips and the declared answers count; where the contracts' source lies on this machine does not.
  public var digest: String {
    var hash = StableHash()
    for suite in suites {
      hash.add(suite.endpoint.id)
      for response in suite.endpoint.responses { hash.add(String(describing: response)) }
      for test in suite.cases {
        hash.add(test.id)
        hash.add(test.request.method.rawValue)
        hash.add(test.request.target)
        for header in test.request.headers {
          hash.add(header.name)
          hash.add(header.value)
        }
        hash.add(test.request.body == nil ? "no body" : "\(test.request.body!.count)")
        if let body = test.request.body { hash.add(bytes: body) }
        hash.add("\(test.sends) \(test.skipReason ?? "")")
      }
    }
    return hash.hex
  }
}
