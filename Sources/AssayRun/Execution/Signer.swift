import AssayContract
import AssayHTTP
import AssayJSON
import AssaySpec

/// Signs requests at the last moment, after the secrets are filled in.
struct Signer {
  let endpoint: Endpoint
  /// The values of fixtures by the name of their variable.
  let secrets: [String: String]

  /// The request with its signature instead of the placeholder, when it has one.
  ///
  /// When a value is missing that the signature needs, its placeholder is put there.
  func sign(_ request: Request) -> Request {
    guard let signature = endpoint.signature,
      request.headers[signature.header] == HeaderSignature.placeholder
    else { return request }
    var signed = request
    if let missing = signature.fixtures.map(Fixture.environmentName).first(where: { secrets[$0] == nil }) {
      signed.headers.set(signature.header, Placeholder.text(for: missing))
      return signed
    }
    let message = signature.parts.map { text(of: $0, in: request) }.joined()
    let digest = HMAC.sha256(key: Array(value(signature.key.name).utf8), Array(message.utf8))
    signed.headers.set(signature.header, digest.map(Self.hex).joined())
    return signed
  }

  private func text(of part: HeaderSignature.Part, in request: Request) -> String {
    switch part {
    case .fixture(let fixture): return value(fixture.name)
    case .request(let location): return text(at: location, in: request)
    case .seed(let fixture, let length, let location):
      let digits = text(at: location, in: request).compactMap(\.wholeNumberValue)
      let seed = Array(value(fixture.name))
      let start = min(seed.count, digits.reduce(0, +) % 10)
      return String(seed[start..<min(seed.count, start + length)])
    }
  }

  private func value(_ fixture: String) -> String { secrets[Fixture.environmentName(of: fixture)] ?? "" }

  /// A value of the request, or the empty text where the case left it out or broke it.
  private func text(at location: Location, in request: Request) -> String {
    switch location {
    case .header(let name): return request.headers[name] ?? ""
    case .cookie(let name): return request.headers.cookies(named: name).first ?? ""
    case .path(let name): return endpoint.path.match(request.target.prefix { $0 != "?" })?[name] ?? ""
    case .query(let name):
      return PercentEncoding.queryValue(of: name, in: request.target.drop { $0 != "?" }.dropFirst()) ?? ""
    case .body(let pointer):
      let document = endpoint.body.document(of: request.body ?? [], contentType: request.headers["Content-Type"])
      return document?.node(at: pointer).map { Parameter.text(of: $0.value) } ?? ""
    }
  }

  private static func hex(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16)
    return byte < 16 ? "0" + digits : digits
  }
}
