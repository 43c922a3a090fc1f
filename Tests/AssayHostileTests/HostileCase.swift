import Testing

/// A behaviour of the hostile server, with what a run must make of it.
struct HostileCase: Sendable, CustomTestStringConvertible {
  var name: String
  /// The JUnit element: `passed`, `failure` (the provider's fault) or `error` (could not be asked).
  var outcome: String
  /// The code of the first violation; empty where there is none.
  var code: String
  /// What the report must say, where that is more than the code.
  var says: String
  var testDescription: String { name }

  /// Whether the whole port misbehaves, so that the next case is asked of the honest one.
  var spoilsPort: Bool { isTLS || name == "backlog-full" || name == "http-2-only" }
  var isTLS: Bool { name.hasPrefix("tls-") }

  private static func failed(_ name: String, _ code: String, _ says: String = "") -> HostileCase {
    HostileCase(name: name, outcome: "failure", code: code, says: says)
  }
  private static func error(_ name: String, _ says: String) -> HostileCase {
    HostileCase(name: name, outcome: "error", code: "could-not-ask", says: says)
  }
  private static func passed(_ name: String, _ says: String = "") -> HostileCase {
    HostileCase(name: name, outcome: "passed", code: "", says: says)
  }

  static let all = endings + framing + excess + codings + heads + bodies + texts + redirects + tls

  private static let endings: [HostileCase] = [
    error("close-before-head", "The connection was closed before an answer came."),
    failed("close-in-status-line", "not-http", "The connection ended inside the head of the answer."),
    failed("close-in-head", "not-http", "The connection ended inside the head of the answer."),
    failed("close-after-head", "truncated", "the end of the connection after 0"),
    failed("close-in-body", "truncated", "the end of the connection after 7"),
    passed("close-after-answer"),
    error("reset-before-head", "The connection failed before an answer came: Connection reset by peer."),
    failed("reset-in-head", "not-http", "The connection failed inside the head of the answer"),
    failed("reset-in-body", "truncated", "after 7"),
    failed("close-in-chunks", "truncated", "a last chunk of size 0"),
    failed("close-before-last-chunk", "truncated", "after 16 bytes of chunks"),
  ]

  private static let framing: [HostileCase] = [
    failed("length-too-long", "body-timed-out", "16 bytes when the time was up"),
    failed("length-too-short", "data-after-end", "7 bytes more"),
    failed("length-twice", "content-length", "16 and 16"),
    failed("length-conflicting", "content-length", "16 and 20"),
    failed("length-negative", "content-length", "-16"),
    failed("length-no-number", "content-length", "sixteen"),
    failed("length-overflow", "truncated"),
    failed("length-and-chunked", "both-lengths"),
    failed("second-answer", "data-after-end"),
    failed("chunk-size-no-number", "bad-chunk", "no size: it begins with x"),
    failed("chunk-size-negative", "bad-chunk", "no size: it begins with -"),
    failed("chunk-size-overflow", "bad-chunk", "beyond all bounds"),
    failed("chunk-size-too-small", "bad-chunk", "the chunk does not end where its size says"),
    failed("chunk-extension-endless", "bad-chunk", "the size line is too long"),
    failed("trailer-broken", "bad-head", "no field at all: it has no colon"),
    failed("trailers-100000", "bad-chunk", "the trailers have more than 256 lines"),
    failed("trailer-content-length", "bad-trailer", "Content-Length among the trailers"),
    failed("trailer-transfer-encoding", "bad-trailer", "Transfer-Encoding among the trailers"),
    failed("transfer-coding-unknown", "transfer-encoding", "rot13"),
  ]

  private static let excess: [HostileCase] = [
    failed("head-10mb", "not-http", "The head of the answer is larger than 65536 bytes."),
    failed("headers-100000", "not-http", "The head of the answer has more than 256 header lines."),
    failed("headers-endless", "not-http", "The head of the answer has more than 256 header lines."),
    failed("interim-endless", "not-http", "More than 100 interim answers came."),
    passed("interim-100-times"),
    error("interim-then-silence", "The deadline passed before an answer came (after 1 interim answers)."),
    error("never-an-answer", "The deadline passed before an answer came."),
    error("backlog-full", "The deadline passed while connecting to 127.0.0.1"),
    failed("announces-1gb", "body-timed-out", "12 bytes when the time was up"),
    // Which limit ends these depends on the speed of the machine: the time or the size.
    failed("string-1gb", "", "framing"),
    failed("body-endless", "", "framing"),
    failed("chunks-endless", "", "framing"),
    failed("chunks-bare-lf-endless", "bad-chunk"),
    failed("drip-head", "not-http", "The deadline passed inside the head of the answer."),
    failed("drip-body", "body-timed-out", "bytes when the time was up"),
  ]

  private static let codings: [HostileCase] = [
    failed("gzip-not-asked", "content-coding", "a content coding that the request did not accept: gzip"),
    failed("gzip-not-named", "content-coding", "gzip, which no Content-Encoding names"),
    failed("gzip-broken", "content-coding", "gzip"),
    failed("gzip-claimed", "content-coding", "gzip"),
    failed("gzip-transfer-coding", "transfer-encoding", "gzip, chunked"),
    failed("gzip-bomb", "content-coding", "gzip"),
  ]

  private static let heads: [HostileCase] = [
    failed("header-nul", "bad-head", #"X-Nul: a\u{0}b: its value has a control byte"#),
    failed("header-bare-lf", "bad-head", "a bare LF after HTTP/1.1 200 OK"),
    failed("header-folded", "bad-head", "X-Folded folded over several lines"),
    passed("header-non-ascii"),
    failed("header-no-colon", "bad-head", "this is no header: it has no colon"),
    failed("status-99", "not-http", "The status code is not three digits."),
    failed("status-1000", "not-http", "The status code is not three digits."),
    failed("status-no-reason", "bad-head", "the space after the status code is missing"),
    passed("status-empty-reason"),
    failed("http-0.9", "not-http", "The answer does not start with HTTP/1.x."),
    failed("http-3.7", "not-http", "The answer is HTTP/3.7, not HTTP/1.x."),
    error("http-2-only", "The server speaks HTTP/2 only"),
    failed("other-protocol", "not-http", "The answer does not start with HTTP/1.x."),
    failed("echoed-request", "not-http", "The answer does not start with HTTP/1.x."),
    failed("switching-protocols", "undocumented-status", "101"),
  ]

  private static let bodies: [HostileCase] = [
    failed("arrays-100000", "malformed-json", "nesting deeper than 512 levels"),
    failed("objects-100000", "malformed-json", "nesting deeper than 512 levels"),
    failed("number-huge", "wrong-type", "integer 99999"),
    failed("exponent-huge", "refused-valid", "400"),
    failed("exponent-tiny", "refused-valid", "400"),
    failed("surrogate-lone", "malformed-json", "an escaped high surrogate without a low one"),
    failed("utf8-invalid", "invalid-utf8", "byte 0xFF in a string"),
    passed("keys-50000", "49900 more, not listed"),
    failed("key-repeated-50000", "duplicate-key", "49899 more, not listed"),
    passed("string-15mb"),
    failed("items-100000", "wrong-type", "array of 100000 items"),
    failed("faults-50000", "refused-valid", "49900 more, not listed"),
    failed("body-empty", "body-missing", "a JSON body"),
  ]

  private static let texts: [HostileCase] = [
    failed("nasty-reason", "bad-head", #"\u{1b}[31mred"#),
    failed("nasty-header", "bad-head", #"\u{1b}[31mred"#),
    failed("nasty-content-type", "bad-head", "]]>"),
    failed("nasty-body", "content-type-wrong", #"\u{1b}[31mred"#),
    failed("nasty-html", "undocumented-status", "<script>alert(1)</script> ]]>"),
    failed("nasty-value", "wrong-type", "]]>"),
    passed("nasty-key", #"\u{1b}[31mkey ]]> <b>"#),
    passed("nasty-trace", #"Traceback (most recent call last) \u{202e} ]]>"#),
  ]

  private static let redirects: [HostileCase] = [
    failed("redirect-301", "redirect", "/steal"), failed("redirect-302", "redirect", "/steal"),
    failed("redirect-307", "redirect", "/steal"), failed("redirect-308", "redirect", "/steal"),
    failed("redirect-nasty", "bad-head", #"/steal?\u{1b}[31m ]]> <b>"#), passed("refresh-elsewhere"),
  ]

  private static let tls: [HostileCase] = [
    passed("tls-honest"),
    passed("tls-end-in-order"),
    failed("tls-end-without-notice", "truncated", "the end of the connection after 16 bytes, without close_notify"),
    error("tls-self-signed", "its certificate is self-signed"),
    error("tls-expired", "its certificate has expired"),
    error("tls-wrong-name", "its certificate is for another host name than localhost"),
    error("tls-unknown-authority", "its certificate comes from an unknown authority"),
    error("tls-old-protocol", "the server speaks only an old version of TLS"),
    error("tls-client-certificate", "the server asks for a client certificate, and none was given"),
    error("tls-http-2-only", "The server speaks HTTP/2 only"),
    error("tls-close-in-handshake", "TLS with https://localhost"),
    error("tls-silent", "The deadline passed while connecting to https://localhost"),
    error("tls-not-at-all", "the server does not speak TLS at that port"),
    error("tls-garbage", "TLS with https://localhost"),
  ]
}
