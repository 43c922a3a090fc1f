import AssaySchema

/// A client certificate in the TLS handshake (mutual TLS, RFC 8446).
///
/// A request does not show it: no case lacks it, and the mock, which speaks no TLS, does not ask for it.
struct ClientCertificate: CredentialScheme {
  var name: String { "mutual-tls" }
  var description: String { "client certificate (mutual TLS)" }
  var fixtures: [CredentialFixture] { [] }
  var location: Location? { nil }
  var needsClientCertificate: Bool { true }

  func text(of values: [String]) -> String { "" }
  func problem(with text: String, expected: String?) -> CredentialProblem? { nil }
  func wrong(_ values: [String]) -> [WrongCredential] { [] }
  func challenge(realm: String) -> String { "Mutual realm=\"\(realm)\"" }
}

extension Security {
  /// A client certificate in the TLS handshake; a live run is given it with `--cert FILE` and `--key FILE`.
  ///
  /// No case is sent without the certificate, and the mock does not ask for one.
  public static func mutualTLS(quote: Evidence, file: String = #filePath, line: Int = #line) -> Security {
    Security(ClientCertificate(), quote: quote, file: file, line: line)
  }
}
