import AssayContract
import AssayHTTP
import AssayJudge
import AssaySpec

/// A request as a command that repeats it in a POSIX shell; secrets stay the variables they come from.
package enum CurlLine {
  /// A target as curl's arguments.
  package struct Destination: Sendable, Hashable {
    /// The text before a request's path.
    let base: String
    /// Words before the address, such as `--cacert FILE`.
    let options: [String]

    /// - Parameter name: A target's name: an address, `unix:/path/of/a/socket`, or a variable's placeholder.
    package init(_ name: String, options: [String] = []) {
      if name.hasPrefix("unix:") {
        base = "http://localhost"
        self.options = options + ["--unix-socket", String(name.dropFirst(5))]
      } else {
        base = name.hasSuffix("/") ? String(name.dropLast()) : name
        self.options = options
      }
    }
  }

  package static func text(for request: Request, target: Destination) -> String {
    var words = ["curl", "-i", "-X", quote(request.method.rawValue)] + target.options.map(quote)
    let (path, query) = parts(of: request.target)
    words.append(quote(target.base + path))
    // curl encodes what the shell fills in.
    for pair in query { words += ["--url-query", quote(pair)] }
    var condition = ""
    for header in request.headers {
      if header.name == "Authorization", let pair = BasicCredentials.pair(in: header.value) {
        if header.value.hasPrefix("Basic ") {
          words += ["-u", quote(String(pair))]
        } else {
          // curl writes the scheme's name in one way only.
          let name = header.value.prefix { $0 != " " }
          condition = ": \(quote(String(pair))) && "
          words += ["-H", "\"Authorization: \(name) $(printf %s \(quote(String(pair))) | base64 | tr -d '\\n')\""]
        }
        continue
      }
      // curl sends an empty field only when it is written with a semicolon.
      words += ["-H", quote(header.value.isEmpty ? "\(header.name);" : "\(header.name): \(header.value)")]
    }
    if let body = request.body, !body.isEmpty {
      // Of a body without a media type curl would say that it is a form.
      if !request.headers.contains("Content-Type") { words += ["-H", "Content-Type:"] }
      if let form = formWords(of: request) { return (words + form).joined(separator: " ") }
      // curl takes what begins with @ for a file's name.
      if let text = String(validating: body, as: UTF8.self), text.unicodeScalars.allSatisfy(survives), body[0] != 0x40 {
        words += ["--data-binary", quote(text)]
      } else {
        return condition + "\(print(body)) | " + words.joined(separator: " ") + " --data-binary @-"
      }
    }
    return condition + words.joined(separator: " ")
  }

  /// A request target without the pairs of its query that have variables, and those pairs, with the values decoded.
  private static func parts(of target: String) -> (path: String, query: [String]) {
    let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].contains("${ASSAY_") else { return (target, []) }
    let pairs = parts[1].split(separator: "&")
    let plain = pairs.filter { !$0.contains("${ASSAY_") }
    let filled = pairs.filter { $0.contains("${ASSAY_") }.map { pair -> String in
      let value = pair.split(separator: "=", maxSplits: 1).dropFirst().first ?? ""
      return "\(pair.prefix { $0 != "=" })=\(PercentEncoding.decode(value))"
    }
    return (parts[0] + (plain.isEmpty ? "" : "?" + plain.joined(separator: "&")), filled)
  }

  /// The pairs of a form with variables in it, whose values curl must encode; `nil` for any other body.
  private static func formWords(of request: Request) -> [String]? {
    guard let body = request.body, Placeholder.firstVariable(in: body) != nil,
      Body.hasForm(contentType: request.headers["Content-Type"])
    else { return nil }
    var words: [String] = []
    for pair in String(decoding: body, as: UTF8.self).split(separator: "&", omittingEmptySubsequences: false) {
      let value = pair.drop { $0 != "=" }.dropFirst()
      if Placeholder.isWhole(String(value)) {
        words += ["--data-urlencode", quote(String(pair))]
      } else if pair.contains("${") || pair.hasPrefix("@") || !pair.unicodeScalars.allSatisfy(survives) {
        return nil
      } else {
        words += ["--data-binary", quote(String(pair))]
      }
    }
    return words
  }

  /// The command that writes these bytes, with the shell's variables filled in.
  private static func print(_ body: [UInt8]) -> String {
    var format = ""
    var variables: [String] = []
    var rest = body[...]
    while let byte = rest.first {
      if byte == UInt8(ascii: "$"),
        let variable = String(decoding: rest.prefix(80), as: UTF8.self).prefixMatch(of: /\$\{ASSAY_[A-Z0-9_]+\}/)
      {
        format += "%s"
        variables.append(" \(filled(variable.output))")
        rest = rest.dropFirst(variable.output.utf8.count)
      } else {
        format += escaped(byte)
        rest.removeFirst()
      }
    }
    return "printf '\(format)'" + variables.joined()
  }

  /// Whether a scalar comes out of a report as it went in: reports show controls by their code point.
  private static func survives(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "\n" || scalar == "\t" || TextSanitizer.isHarmless(scalar)
  }

  /// A byte in the format of a shell's `printf`.
  private static func escaped(_ byte: UInt8) -> String {
    switch byte {
    case UInt8(ascii: "%"): return "%%"
    case UInt8(ascii: "\\"): return "\\\\"
    case UInt8(ascii: "'"): break
    case 0x20...0x7E: return String(Unicode.Scalar(byte))
    default: break
    }
    let digits = String(byte, radix: 8)
    return "\\" + String(repeating: "0", count: 3 - digits.count) + digits
  }

  /// A placeholder as a shell variable: the shell fills it in, or stops and names the variable that is not set.
  private static func filled(_ placeholder: some StringProtocol) -> String { "\"\(placeholder.dropLast()):?}\"" }

  /// Quotes a word for a POSIX shell; a placeholder becomes its variable.
  package static func quote(_ word: String) -> String {
    var parts: [String] = []
    var rest = Substring(word)
    while let variable = rest.firstMatch(of: /\$\{ASSAY_[A-Z0-9_]+\}/) {
      if variable.range.lowerBound > rest.startIndex { parts.append(single(rest[..<variable.range.lowerBound])) }
      parts.append(filled(variable.output))
      rest = rest[variable.range.upperBound...]
    }
    if !rest.isEmpty || parts.isEmpty { parts.append(single(rest)) }
    return parts.joined()
  }

  private static func single(_ text: Substring) -> String {
    let plain = text.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
      default: "-_./:=@%+,".utf8.contains(byte)
      }
    }
    if plain && !text.isEmpty { return String(text) }
    // Scalar by scalar: an apostrophe that something combines with is another character to Swift and the same to a shell.
    var quoted = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar == "'" { quoted.append(contentsOf: "'\\''".unicodeScalars) } else { quoted.append(scalar) }
    }
    return "'" + String(quoted) + "'"
  }
}
