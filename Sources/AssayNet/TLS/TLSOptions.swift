/// How an https target is trusted and reached. The environment has no influence on it.
package struct TLSOptions: Sendable, Hashable {
  /// A PEM file with the certificates to trust instead of the system's.
  package var caFile: String?
  /// A PEM file with the client's own certificate.
  package var certificate: String?
  /// A PEM file with the key of the client's certificate.
  package var key: String?
  /// Checks neither the certificate chain nor the host name. For your own test server, never with secrets.
  package var insecure: Bool
  /// The URL of an HTTP proxy to tunnel through with CONNECT (RFC 9110, section 9.3.6); http targets use it too.
  package var proxy: String?

  package init(
    caFile: String? = nil, certificate: String? = nil, key: String? = nil, insecure: Bool = false,
    proxy: String? = nil
  ) {
    self.caFile = caFile
    self.certificate = certificate
    self.key = key
    self.insecure = insecure
    self.proxy = proxy
  }
}
