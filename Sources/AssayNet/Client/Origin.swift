import AssayHTTP
import AssaySystem

/// Where requests go: scheme, host and port (or a unix socket), and a path that is put before every target.
package struct Origin: Sendable, Hashable, CustomStringConvertible {
  package enum Scheme: String, Sendable, Hashable {
    case http
    case https
    /// HTTP over a unix domain socket.
    case unix
  }

  /// Why a text is not an origin, in one sentence that quotes it and says what to write instead.
  package struct Invalid: Error, Sendable, Hashable, CustomStringConvertible {
    package var message: String
    package var description: String { message }
  }

  package let scheme: Scheme
  /// The host without brackets, or the path of the unix socket.
  package let host: String
  /// The port, 1 to 65535; 0 for a unix socket.
  package let port: Int
  /// Put before each request's target: empty, or a path that starts with `/` and does not end with one.
  package let basePath: String

  package init(scheme: Scheme, host: String, port: Int? = nil, basePath: String = "") {
    self.scheme = scheme
    self.host = host
    self.port = scheme == .unix ? 0 : port ?? (scheme == .https ? 443 : 80)
    self.basePath = basePath
  }

  /// Parses `http://host:port/base`, `https://[::1]:8443`, `http+unix://%2Ftmp%2Fsocket/base` or `unix:/tmp/socket`.
  ///
  /// Refuses user names, queries and fragments, which would be lost silently. Non-ASCII host names must be given as
  /// they are sent (`xn--...`).
  package init(_ text: String) throws(Invalid) {
    func invalid(_ reason: String) -> Invalid {
      Invalid(message: "\"\(Self.withoutUserInfo(text))\" is no target: \(reason).")
    }
    guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      throw invalid(
        "it has a space, a control character or a letter beyond ASCII (write a host as xn--..., a path with %)")
    }
    if let hash = text.firstIndex(of: "#") { throw invalid("a fragment (\(text[hash...])) is never sent") }
    if text.contains("?") { throw invalid("a query belongs to a request, not to the target") }
    guard let colon = text.firstIndex(of: ":") else { throw invalid("it does not start with http:// or https://") }
    let rest = text[text.index(after: colon)...]
    switch text[..<colon].lowercased() {
    case "unix":
      guard rest.first == "/", !rest.hasPrefix("//") else { throw invalid("write unix:/the/path/of/the/socket") }
      self.init(scheme: .unix, host: String(rest))
    case "http+unix":
      let (authority, path) = try Self.split(rest, invalid)
      guard let socket = Self.percentDecoded(authority), socket.hasPrefix("/") else {
        throw invalid("write http+unix://%2Fpath%2Fof%2Fthe%2Fsocket")
      }
      self.init(scheme: .unix, host: socket, basePath: path)
    case "http", "https":
      let scheme: Scheme = text[..<colon].lowercased() == "http" ? .http : .https
      let (authority, path) = try Self.split(rest, invalid)
      let (host, port) = try Self.hostAndPort(authority, invalid)
      self.init(scheme: scheme, host: host, port: port, basePath: path)
    case let scheme: throw invalid("the scheme \(scheme) is none of http, https, http+unix and unix")
    }
  }

  /// Whether the target is this machine: a unix socket, `localhost`, 127/8, `::1`.
  package var isLoopback: Bool {
    if scheme == .unix { return true }
    let name = host.lowercased()
    return name == "localhost" || SocketNetwork.loopback.contains { $0.contains(name) }
  }

  /// Host and port, or the path of a unix socket, equal for every spelling of a target.
  ///
  /// All loopback names and addresses count as one host.
  package var canonicalHost: String {
    if scheme == .unix { return "unix:\(host)" }
    if isLoopback { return "localhost:\(port)" }
    if let address = try? SocketAddress.resolve(host, port: port, numericOnly: true).first { return "\(address)" }
    let name = host.lowercased()
    return "\(name.hasSuffix(".") ? String(name.dropLast()) : name):\(port)"
  }

  /// The origin as text, which parses as the same origin; the scheme's default port is left out.
  package var description: String {
    switch scheme {
    case .unix where basePath.isEmpty: "unix:\(host)"
    case .unix: "http+unix://\(host.replacing("%", with: "%25").replacing("/", with: "%2F"))\(basePath)"
    case .http, .https: "\(scheme.rawValue)://\(hostHeader)\(basePath)"
    }
  }

  /// The value of the `Host` field: host and port, without the scheme's default port (RFC 9112, section 3.2).
  package var hostHeader: String {
    if scheme == .unix { return "localhost" }
    let name = host.contains(":") ? "[\(host)]" : host
    return port == (scheme == .https ? 443 : 80) ? name : "\(name):\(port)"
  }

  /// Scheme, host and port for libcurl.
  var authorityURL: String { "\(scheme.rawValue)://\(host.contains(":") ? "[\(host)]" : host):\(port)" }

  /// A URL without what precedes the `@` of its authority, which may be a password.
  package static func withoutUserInfo(_ text: String) -> String {
    guard let at = text.lastIndex(of: "@") else { return text }
    let start = text.firstRange(of: "://")?.upperBound ?? text.startIndex
    return start < at ? text[..<start] + "***" + text[at...] : text
  }

  private static func split(
    _ rest: Substring, _ invalid: (String) -> Invalid
  ) throws(Invalid) -> (authority: Substring, path: String) {
    guard rest.hasPrefix("//") else { throw invalid("two slashes are missing after the scheme") }
    let text = rest.dropFirst(2)
    let slash = text.firstIndex(of: "/") ?? text.endIndex
    let authority = text[..<slash]
    if authority.contains("@") {
      throw invalid("a user name or password in it would not be sent; give credentials as what they are")
    }
    if authority.isEmpty { throw invalid("it has no host") }
    var path = String(text[slash...])
    while path.hasSuffix("/") { path.removeLast() }
    return (authority, path)
  }

  private static func hostAndPort(
    _ authority: Substring, _ invalid: (String) -> Invalid
  ) throws(Invalid) -> (host: String, port: Int?) {
    let host: Substring
    var rest: Substring
    if authority.hasPrefix("[") {
      guard let bracket = authority.firstIndex(of: "]") else {
        throw invalid("the bracket of its address is not closed")
      }
      host = authority[authority.index(after: authority.startIndex)..<bracket]
      rest = authority[authority.index(after: bracket)...]
      guard host.contains(":"), (try? SocketAddress.resolve(String(host), port: 1, numericOnly: true)) != nil else {
        throw invalid("[\(host)] is no IPv6 address")
      }
    } else {
      let colon = authority.firstIndex(of: ":") ?? authority.endIndex
      host = authority[..<colon]
      rest = authority[colon...]
      let isName = host.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"):
          true
        default: false
        }
      }
      guard isName, !host.isEmpty else { throw invalid("\"\(host)\" is no host name (an IPv6 address needs [ and ])") }
    }
    if rest.isEmpty { return (String(host), nil) }
    guard rest.removeFirst() == ":", !rest.isEmpty, rest.utf8.allSatisfy(ByteClass.isDigit), let port = Int(rest),
      (1...65535).contains(port)
    else { throw invalid("its port is not a number from 1 to 65535") }
    return (String(host), port)
  }

  private static func percentDecoded(_ text: Substring) -> String? {
    var bytes: [UInt8] = []
    var rest = text.utf8
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let high = rest.popFirst().flatMap(ByteClass.hexValue),
        let low = rest.popFirst().flatMap(ByteClass.hexValue)
      else { return nil }
      bytes.append(UInt8(high << 4 | low))
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
