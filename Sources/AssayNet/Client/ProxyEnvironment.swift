import AssaySystem

/// The proxies that the environment variables HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY name.
///
/// Lower-case names take precedence, as with curl.
package struct ProxyEnvironment: Sendable, Hashable {
  private var https: ProxyAddress?
  private var http: ProxyAddress?
  private var exceptions: [String]

  /// - Throws: `ProxyAddress.Invalid`, which names the variable and contains no password.
  package init(_ environment: (String) -> String?) throws(ProxyAddress.Invalid) {
    func value(_ name: String) -> String? {
      for name in [name.lowercased(), name] {
        if let text = environment(name), !text.isEmpty { return text }
      }
      return nil
    }
    func address(_ name: String) throws(ProxyAddress.Invalid) -> ProxyAddress? {
      guard let text = value(name) else { return nil }
      do throws(ProxyAddress.Invalid) { return try ProxyAddress(text) } catch {
        throw ProxyAddress.Invalid(message: "\(name): \(error.message)")
      }
    }
    let all = try address("ALL_PROXY")
    https = try address("HTTPS_PROXY") ?? all
    http = try address("HTTP_PROXY") ?? all
    exceptions = (value("NO_PROXY") ?? "").split { $0 == "," || $0 == " " }.map { $0.lowercased() }
  }

  /// The proxy for a target; `nil` for a direct connection.
  package func proxy(for origin: Origin) -> ProxyAddress? {
    if exceptions.contains(where: { Self.matches($0, origin) }) { return nil }
    return switch origin.scheme {
    case .https: https
    case .http: http
    case .unix: nil
    }
  }

  /// Whether an entry of NO_PROXY matches the target: `*`, a host with its subdomains, an address or a network, each
  /// with or without a port.
  private static func matches(_ entry: String, _ origin: Origin) -> Bool {
    if entry == "*" { return true }
    var name = Substring(entry)
    if let colon = name.lastIndex(of: ":"), let port = Int(name[name.index(after: colon)...]),
      name.hasPrefix("[") ? name[..<colon].hasSuffix("]") : !name[..<colon].contains(":")
    {
      if port != origin.port { return false }
      name = name[..<colon]
    }
    if name.hasPrefix("["), name.hasSuffix("]") { name = name.dropFirst().dropLast() }
    let host = origin.host.lowercased()
    if let network = SocketNetwork(String(name)) { return network.contains(host) }
    let domain = name.hasPrefix("*.") ? name.dropFirst(2) : name.hasPrefix(".") ? name.dropFirst() : name
    return !domain.isEmpty && (host == domain || host.hasSuffix("." + domain))
  }
}
