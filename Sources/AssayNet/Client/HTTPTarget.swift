import AssayHTTP

/// A live target: an origin and how to connect to it.
package struct HTTPTarget: Target {
  package var origin: Origin
  package var limits: HTTPLimits
  package var tls: TLSOptions
  /// Cancels the connections; `nil` when nothing does.
  package var connections: ConnectionGroup?
  /// The name in reports; the origin's URL by default.
  package var name: String
  /// Whether the server runs in this process, so that every request may use a kept connection.
  package var isOwnServer: Bool

  package init(
    _ origin: Origin, name: String? = nil, limits: HTTPLimits = .default, tls: TLSOptions = TLSOptions(),
    isOwnServer: Bool = false
  ) {
    self.origin = origin
    self.limits = limits
    self.tls = tls
    self.name = name ?? origin.description
    self.isOwnServer = isOwnServer
  }

  package var host: String { origin.canonicalHost }

  /// A new connection, which is opened by the first request.
  package func connect() -> any Transport {
    let connection = HTTPConnection(origin, limits: limits, tls: tls, isOwnServer: isOwnServer)
    connections?.add(connection)
    return connection
  }
}
