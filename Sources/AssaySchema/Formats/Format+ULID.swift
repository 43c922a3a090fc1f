extension Format {
  /// A ULID: 26 characters of Crockford's base32, at most 128 bits.
  public static let ulid = Format(
    "ulid", example: "01ARZ3NDEKTSV4RRFFQ69G5FAV",
    boundaries: ["00000000000000000000000000", "7ZZZZZZZZZZZZZZZZZZZZZZZZZ"],
    counterexamples: [
      ("too-short", "01ARZ3NDEKTSV4RRFFQ69G5FA", "with 25 characters"),
      ("too-long", "01ARZ3NDEKTSV4RRFFQ69G5FAVV", "with 27 characters"),
      ("alphabet", "01ARZ3NDEKTSV4RRFFQ69G5FAU", "with a letter that the alphabet lacks"),
      ("too-large", "81ARZ3NDEKTSV4RRFFQ69G5FAV", "beyond 128 bits"),
    ]
  ) { text in
    text.count == 26 && text[0] <= UInt8(ascii: "7")
      && text.allSatisfy { byte in
        // I, L, O and U are left out; letters in either case mean the same.
        byte.isLetterOrDigit && !"ILOU".utf8.contains(byte & (byte.isDigit ? 0xFF : 0xDF))
      }
  }
}
