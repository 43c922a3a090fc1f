import AssayJSON

extension Format {
  /// Bytes in base64, in the standard alphabet and padded (RFC 4648, section 4).
  public static let byte = Format(
    "byte", example: "aGVsbG8=", boundaries: ["AA==", "+/+/"],
    counterexamples: [
      ("length", "aGVsbG8", "without its padding"), ("alphabet", "-_-_", "in the alphabet for URLs"),
      ("blank", "aGVs bG8=", "with a blank"), ("padding", "=aGVsbG8", "with padding before its end"),
    ]
  ) { Base64.decode(String(decoding: $0, as: UTF8.self)) != nil }
}
