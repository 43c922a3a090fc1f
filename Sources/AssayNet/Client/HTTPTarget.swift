import AssayHTTP

/// A live target: an origin, and how its connections are made.
package struct HTTPTarget: Target {
  package var origin: Origin
  package var limits: HTTPLimits
  package var tls: TLSOptions
  /// What cancels the connections; `nil` where nothing does.
  package var connections: ConnectionGroup?
  /// What a person calls the target; the origin's URL unless told otherwise.
  package var name: String
  /// Whether the server runs in this process: then every request may use a kept connection.
  package var isOwnServer: Bool

  package init(
    _ origin: Origin, name: String? = nil, limits: HTTPLimits = HTTPLimits(), tls: TLSOptions = TLSOptions(),
    isOwnServer: Bool = false
  ) {
    self.origin = origin
    self.limits = limits
    self.tls = tls
    self.name = name ?? origin.description
    self.isOwnServer = isOwnServer
  }

  package var host: String { origin.canonicalHost }

  /// A connection of its own; nothing is opened before the first request.
  package func connect() -> any Transport {
    let connection = HTTPConnection(origin, limits: limits, tls: tls, isOwnServer: isOwnServer)
    connections?.add(connection)
    return connection
  }
}
