import AssayHTTP

/// Why TLS failed, with a message and advice for each kind.
///
/// Derived from libcurl's result, OpenSSL's verification result, and the messages of both.
enum TLSFailure: Hashable {
  case selfSigned
  case unknownAuthority
  case expired
  case notYetValid
  case wrongHost
  case certificateMissing
  case certificateRefused
  case certificateUnusable
  case authoritiesUnusable
  case oldProtocol
  case notTLS
  case onlyHTTP2
  case other

  /// - Parameters:
  ///   - code: libcurl's CURLcode.
  ///   - verifyResult: OpenSSL's X509_V_ERR number, 0 for none.
  ///   - words: libcurl's message.
  ///   - asksForCertificate: Whether the peer requested a client certificate.
  ///   - hasCertificate: Whether one was given.
  init(code: Int32, verifyResult: Int, words: String, asksForCertificate: Bool, hasCertificate: Bool) {
    // Alerts first, because they come from the peer (RFC 8446, section 6.2).
    if words.contains("alert no application protocol") {
      self = .onlyHTTP2
    } else if words.contains("alert protocol version") || words.contains("unsupported protocol")
      || words.contains("version too low")
    {
      self = .oldProtocol
    } else if words.contains("alert certificate required") {
      self = .certificateMissing
    } else if asksForCertificate, words.contains(" alert ") {
      self = hasCertificate ? .certificateRefused : .certificateMissing
    } else if words.contains("wrong version number") || words.contains("packet length too long") {
      self = .notTLS
    } else if code == 58 {
      self = .certificateUnusable
    } else if code == 77 {
      self = .authoritiesUnusable
    } else if code == 51 || code == 60 {
      self = Self.certificate(verifyResult, words)
    } else {
      self = .other
    }
  }

  private static func certificate(_ verifyResult: Int, _ words: String) -> TLSFailure {
    switch verifyResult {
    case 9: return .notYetValid
    case 10: return .expired
    case 18: return .selfSigned
    case 2, 19, 20, 21: return .unknownAuthority
    case 62, 64: return .wrongHost
    default: break
    }
    // libcurl compares the host name itself, after the TLS library has accepted the certificate.
    let isAboutName = words.contains("subject name") || words.contains("target host name")
    return isAboutName ? .wrongHost : .unknownAuthority
  }

  /// The error with its message: what happened, with whom, and what to do.
  func error(_ url: String, _ options: TLSOptions, words: String) -> TransportError {
    let host = String(url.drop { $0 != "/" }.drop { $0 == "/" })
    let authority =
      options.caFile.map { "\($0) does not vouch for it" } ?? "this machine's authorities do not vouch for it"
    let what: String
    switch self {
    case .selfSigned:
      what =
        "its certificate is self-signed, and \(authority). If it is meant to be so, name that certificate with --ca FILE"
    case .unknownAuthority:
      what =
        "its certificate comes from an unknown authority: \(authority) (\(words)). "
        + "Name the certificate to trust, the authority's, with --ca FILE"
    case .expired:
      what = "its certificate has expired. Whoever runs the server must renew it; is this machine's clock right?"
    case .notYetValid: what = "its certificate is not valid yet. Is this machine's clock right?"
    case .wrongHost:
      what = "its certificate is for another host name than \(host) (\(words)). Ask under a name that stands in it"
    case .certificateMissing:
      what = "the server asks for a client certificate, and none was given. Give one with --cert FILE and --key FILE"
    case .certificateRefused:
      what =
        "the server does not accept the client certificate \(options.certificate ?? "") (\(words)). "
        + "Is it the one meant for this server?"
    case .certificateUnusable:
      what =
        "the client certificate \(options.certificate ?? "") and its key \(options.key ?? options.certificate ?? "") "
        + "cannot be used (\(words)). Both are PEM files, and they belong together"
    case .authoritiesUnusable: what = "the file of --ca cannot be used (\(words)). It is a PEM file of certificates"
    case .oldProtocol:
      what =
        "the server speaks only an old version of TLS (\(words)). 1.2 is the oldest that may be used (RFC 8996): "
        + "the server must be updated"
    case .notTLS: what = "the server does not speak TLS at that port (\(words)). Is it meant to be http://\(host)?"
    case .onlyHTTP2:
      return TransportError(.otherProtocol, "\(url) refuses HTTP/1.1 (\(words)). \(HTTP2.advice)")
    case .other: what = words
    }
    return TransportError(.tlsFailed, "TLS with \(url) failed: \(what).".replacing("?.", with: "?"))
  }
}
