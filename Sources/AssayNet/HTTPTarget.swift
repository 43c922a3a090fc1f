import AssayHTTP

/// A live target: an origin, and how its connections are made.
public struct HTTPTarget: Target {
  public var origin: Origin
  public var limits: HTTPLimits
  public var tls: TLSOptions
  /// What cancels the connections; `nil` where nothing does.
  public var connections: ConnectionGroup?
  /// What a person calls the target; the origin's URL unless told otherwise.
  public var name: String
  /// Whether the server runs in this process: then every request may use a kept connection.
  public var isOwnServer: Bool

  public init(
    _ origin: Origin, name: String? = nil, limits: HTTPLimits = HTTPLimits(), tls: TLSOptions = TLSOptions(),
    isOwnServer: Bool = false
  ) {
    self.origin = origin
    self.limits = limits
    self.tls = tls
    self.name = name ?? origin.description
    self.isOwnServer = isOwnServer
  }

  public var host: String { origin.canonicalHost }

  /// A connection of its own; nothing is opened before the first request.
  public func connect() -> any Transport {
    let connection = HTTPConnection(origin, limits: limits, tls: tls, isOwnServer: isOwnServer)
    connections?.add(connection)
    return connection
  }
}
