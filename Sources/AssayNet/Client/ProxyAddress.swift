/// The address of an HTTP proxy that opens tunnels (CONNECT, RFC 9110, section 9.3.6), with an optional password.
package struct ProxyAddress: Sendable, Hashable, CustomStringConvertible {
  package let origin: Origin
  /// What precedes the `@`: user and password; `nil` for none.
  package let userInfo: String?

  /// Why a text is not the address of a proxy, without a password that it may contain.
  package struct Invalid: Error, Sendable, Hashable {
    package var message: String
  }

  /// Parses `http://proxy:3128` or `http://user:password@proxy:3128`, with or without the scheme.
  package init(_ text: String) throws(Invalid) {
    let shown = Origin.withoutUserInfo(text)
    let scheme = text.firstRange(of: "://")
    guard scheme == nil || text[..<scheme!.lowerBound].lowercased() == "http" else {
      throw Invalid(message: "\"\(shown)\" is no proxy that can be used: write http://HOST:PORT")
    }
    let rest = text[(scheme?.upperBound ?? text.startIndex)...]
    let at = rest.lastIndex(of: "@")
    userInfo = at.map { String(rest[..<$0]) }
    guard userInfo?.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "/") }) != false else {
      throw Invalid(message: "the user or password of the proxy \"\(shown)\" has characters that need % encoding")
    }
    do throws(Origin.Invalid) {
      origin = try Origin("http://" + rest[(at.map(rest.index(after:)) ?? rest.startIndex)...])
    } catch {
      throw Invalid(message: "\"\(shown)\" is no proxy that can be used: write http://HOST:PORT")
    }
    if !origin.basePath.isEmpty { throw Invalid(message: "the proxy \"\(shown)\" has a path, which a proxy has not") }
  }

  /// The whole address, with password and port.
  package var url: String {
    let host = origin.host.contains(":") ? "[\(origin.host)]" : origin.host
    return "http://" + (userInfo.map { $0 + "@" } ?? "") + "\(host):\(origin.port)"
  }

  /// The address without user and password.
  package var description: String { origin.description }
}
