import AssayNet
import AssaySystem

/// How live targets are reached: trusted certificates, the client's certificate, the proxy. Checked before anything is
/// sent.
struct NetworkSettings {
  static let options: [Subcommand.Option] = [
    .init(
      name: "--ca", value: "FILE", lifetime: .recorded,
      help: "PEM file of the certificates to trust instead of this machine's"),
    .init(
      name: "--cert", value: "FILE", lifetime: .recorded,
      help: "PEM file of the client certificate"),
    .init(
      name: "--key", value: "FILE", lifetime: .recorded,
      help: "PEM file of its private key (default: the file of --cert)"),
    .init(
      name: "--proxy", value: "URL | env", lifetime: .recorded,
      help:
        "go through this HTTP proxy (CONNECT), or through the one that HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY name"
    ),
    .init(name: "--insecure", lifetime: .recorded, help: "trust any certificate; only for targets on this machine"),
  ]

  private enum Proxy {
    case none
    case given(ProxyAddress)
    case environment(ProxyEnvironment)
  }

  private var tls = TLSOptions()
  private var proxy = Proxy.none

  init(_ arguments: Arguments, environment: (String) -> String?) throws(UsageError) {
    tls.caFile = try Self.pem("--ca", arguments, holding: "CERTIFICATE", "a certificate")
    tls.certificate = try Self.pem("--cert", arguments, holding: "CERTIFICATE", "a certificate")
    tls.key = try Self.pem("--key", arguments, holding: "PRIVATE KEY", "a private key")
    if tls.key != nil, tls.certificate == nil {
      throw UsageError("--key needs the certificate that it belongs to: --cert FILE")
    }
    if let file = tls.certificate, tls.key == nil {
      // One file may hold both.
      tls.key = try Self.pem("--cert", file, holding: "PRIVATE KEY", "a private key (give it with --key FILE)")
    }
    tls.insecure = arguments.has("--insecure")
    do throws(ProxyAddress.Invalid) {
      switch arguments.last("--proxy") {
      case nil: break
      case "env"?: proxy = .environment(try ProxyEnvironment(environment))
      case let text?: proxy = .given(try ProxyAddress(text))
      }
    } catch {
      throw UsageError("--proxy: \(error.message)")
    }
    if case .given(let address) = proxy, address.userInfo != nil {
      throw UsageError(
        "--proxy: arguments can be read by every user of this machine: set HTTPS_PROXY to the address with its user and "
          + "password, and give --proxy env")
    }
  }

  var hasClientCertificate: Bool { tls.certificate != nil }

  /// The same settings as options of curl.
  var curlOptions: [String] {
    var words: [String] = []
    for (option, file) in [("--cacert", tls.caFile), ("--cert", tls.certificate), ("--key", tls.key)] {
      if let file { words += [option, file] }
    }
    if tls.insecure { words.append("--insecure") }
    if case .given(let address) = proxy { words += ["--proxy", address.url] }
    return words
  }

  /// The target with this address, and how it is reached.
  func target(_ address: String) throws(UsageError) -> HTTPTarget {
    let origin: Origin
    do throws(Origin.Invalid) { origin = try Origin(address) } catch {
      throw UsageError("--target: \(error.message)")
    }
    return HTTPTarget(origin, tls: try options(for: origin))
  }

  /// How this target is reached.
  /// - Throws: ``UsageError`` when `--insecure` would apply to another machine.
  private func options(for origin: Origin) throws(UsageError) -> TLSOptions {
    var options = tls
    let address: ProxyAddress? =
      switch proxy {
      case .none: nil
      case .given(let address): origin.scheme == .unix ? nil : address
      case .environment(let environment): environment.proxy(for: origin)
      }
    options.proxy = address?.url
    if tls.insecure, !origin.isLoopback {
      throw UsageError(
        "--insecure trusts any server, so it works for this machine only (localhost, 127.0.0.1, [::1]), not for "
          + "\(origin): name the certificate to trust with --ca FILE")
    }
    if tls.insecure, let address {
      throw UsageError(
        "--insecure works for this machine only, and a request through the proxy \(address) may reach another one"
      )
    }
    return options
  }

  /// The file that an option names, after checking that it has such a PEM block; `nil` when the option is not given.
  private static func pem(
    _ option: String, _ arguments: Arguments, holding label: String, _ what: String
  ) throws(UsageError) -> String? {
    guard let file = arguments.last(option) else { return nil }
    return try pem(option, file, holding: label, what)
  }

  private static func pem(
    _ option: String, _ file: String, holding label: String, _ what: String
  ) throws(UsageError) -> String {
    let content: [UInt8]
    // A pipe is not accepted, because libcurl reads the file for each connection.
    do throws(SystemError) { content = try Files.read(file, limit: 16 << 20) } catch {
      throw UsageError("\(option): \(error.description)")
    }
    let begins = String(decoding: content, as: UTF8.self).split(whereSeparator: \.isNewline)
      .filter { $0.hasPrefix("-----BEGIN ") }
    guard let begin = begins.first(where: { $0.contains(label) }) else {
      throw UsageError("\(option): \(file) does not hold \(what) in PEM form (-----BEGIN \(label)-----)")
    }
    if begin.contains("ENCRYPTED") {
      throw UsageError(
        "\(option): the key in \(file) is encrypted, and a run cannot ask for its password: give it decrypted, in a "
          + "file that only you can read (openssl pkey -in \(file) -out FILE)")
    }
    return file
  }
}
