import AssayHTTP
import AssaySpec

extension HeaderFields {
  /// The decoded values of every cookie of this name, in order (RFC 6265, section 4.2.1).
  package func cookies(named name: String) -> [String] {
    values(named: "Cookie").flatMap { field in
      field.split(separator: ";").compactMap { pair in
        let parts = pair.drop { $0 == " " }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        return parts.count == 2 && parts[0] == name ? PercentEncoding.decode(parts[1]) : nil
      }
    }
  }

  /// Sets one cookie and keeps the others.
  mutating func setCookie(_ name: String, to text: String) {
    let others = values(named: "Cookie").flatMap { $0.split(separator: ";") }.map { $0.drop { $0 == " " } }
      .filter { $0.prefix { $0 != "=" } != name }
    set("Cookie", (others + ["\(name)=\(PercentEncoding.encodeCookie(text))"]).joined(separator: "; "))
  }
}

extension Request {
  /// The request with its credentials as their schemes encode them.
  ///
  /// - Parameters:
  ///   - planned: The request before placeholders were replaced.
  ///   - values: What replaces them, by variable.
  package func encodingCredentials(
    of security: Security, in planned: Request, _ values: [String: String] = [:]
  ) -> Request {
    var request = self
    for scheme in security.schemes {
      guard let encoding = scheme.encoding, case .header(let name)? = scheme.location, let text = planned.headers[name]
      else { continue }
      let filled = Placeholder.replace(in: Array(text.utf8)) { values[$0].map { Array($0.utf8) } }
      let plain = String(decoding: filled, as: UTF8.self)
      let encoded = encoding(plain)
      // Another scheme's credential stays as it was filled in.
      if encoded != plain { request.headers.set(name, encoded) }
    }
    return request
  }
}
