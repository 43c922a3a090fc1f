extension Format {
  /// An IPv6 address such as `2001:db8::1` (RFC 4291).
  public static let ipv6 = Format(
    "ipv6", example: "2001:db8::1", boundaries: ["::", "2001:0db8:0000:0000:0000:0000:192.0.2.1"],
    counterexamples: [
      ("ipv4", "192.0.2.1", "an IPv4 address"), ("brackets", "[2001:db8::1]", "in brackets"),
      ("zone", "fe80::1%eth0", "with a zone"), ("prefix", "2001:db8::/32", "with the length of a prefix"),
      ("seven-groups", "1:2:3:4:5:6:7", "with seven groups"), ("letters", "2001:db8::g", "with another letter"),
    ]
  ) { InternetAddress.isIPv6($0[...]) }
}
