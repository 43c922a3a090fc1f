/// The faults of the other server on which the providers' documents are silent.
enum SilentFaults {
  /// A good token refused is one error and no verdict: nobody can tell it from a token that is not good.
  static let refusesToken: Set = ["request-401-for-good-token", "10npay-401-for-good-token"]

  /// An answer of 429 is a throttle, whoever gives it: what is throttled was not tested.
  static let throttled: Set = ["resend-400-as-429", "10npay-status-429"]

  /// Found, and worth a warning: a broken assumption of ours is no broken promise of the provider's.
  ///
  /// What a document states of a request (required, type, enum, range, order of steps) is no assumption, whatever the
  /// document says of the refusal.
  static let warned: Set = [
    // Vault documents no answer to a missing or bad token, and sFOX lists 401 for its API as a whole.
    "request-accepts-no-token",
    "request-accepts-other-scheme",
    "request-accepts-bad-token",
    "passcode-accepts-no-token",
    "passcode-accepts-other-scheme",
    "passcode-accepts-bad-token",
    "sfox-accepts-no-token",
    "sfox-accepts-other-scheme",
    "sfox-accepts-bad-token",
    // No document says that an identifier of the right format names anybody.
    "request-refuses-id-beyond-int32",
    "request-refuses-int64-max",
    "passcode-refuses-id-beyond-int32",
    "passcode-refuses-int64-max",
    "10npay-refuses-id-1",
    "10npay-refuses-longest-phone",
    "10npay-refuses-shortest-phone",
    // A member for a stack trace is documented: to fill it is unwise, and keeps the contract.
    "request-stack-trace",
    "passcode-stack-trace",
    "resend-stack-trace",
    // No document says that an empty text is no text.
    "passcode-accepts-empty-keyid",
    "passcode-accepts-empty-code",
    "passcode-accepts-empty-passcode",
    "resend-accepts-empty-phone",
    "resend-accepts-empty-x-fingerprint",
    "resend-accepts-empty-x-merchant-id",
    // No document says that JSON beyond RFC 8259's rules, or another media type, is refused.
    "passcode-accepts-duplicates",
    "passcode-accepts-invalid-utf8",
    "passcode-accepts-text-plain",
    "resend-accepts-invalid-utf8",
    "resend-accepts-duplicates",
    "resend-accepts-text-plain",
    "10npay-accepts-invalid-utf8",
    "10npay-accepts-bom",
    "10npay-accepts-duplicates",
    "10npay-accepts-text-plain",
    "10npay-accepts-no-content-type",
    // Common clients name a charset, though RFC 8259 gives application/json none.
    "10npay-refuses-charset",
    // Two headers are called required and have a default.
    "resend-accepts-no-x-fingerprint",
    "resend-accepts-no-x-merchant-id",
    "sfox-accepts-duplicates",
    // sFOX's Shell sample names no media type, which can hardly be meant.
    "sfox-refuses-no-content-type",
  ]

  /// Not to be told from a provider that keeps its word.
  static let unprovable: Set = [
    // Only the path can be wrong in this request, and a path that names no resource may be answered with 404.
    "request-400-as-404",
    // Vault documents no format of phone numbers.
    "resend-accepts-phone-letters",
    // The Shell sample names no media type, and it is replayed without one: what curl adds by itself is not sent.
    "sfox-refuses-form-content-type",
    // The page says int32 and no more.
    "10npay-accepts-id-below-1",
  ]
}
