import AssayNet
import Testing

/// Which texts name a target, and what the others are told.
struct OriginTests {
  @Test(arguments: [
    ("http://127.0.0.1:8080/base", "127.0.0.1:8080", 8080, "/base"),
    ("HTTP://Example.com", "Example.com", 80, ""),
    ("https://example.com:443/", "example.com", 443, ""),
    ("http://example.com:443/a/b//", "example.com:443", 443, "/a/b"),
    ("https://[::1]:8443", "[::1]:8443", 8443, ""),
    ("http+unix://%2Ftmp%2Fsock/v1", "localhost", 0, "/v1"),
    ("unix:/tmp/sock", "localhost", 0, ""),
  ])
  func `a target is read`(_ text: String, _ host: String, _ port: Int, _ path: String) throws {
    let origin = try Origin(text)
    #expect(origin.hostHeader == host)
    #expect(origin.port == port)
    #expect(origin.basePath == path)
    #expect(try Origin(origin.description) == origin)
  }

  @Test(arguments: [
    (
      "localhost:8080",
      [
        "http://localhost:8080", "http://LOCALHOST:8080/", "https://localhost:8080/v2", "http://127.0.0.1:8080//",
        "http://127.0.0.2:8080", "http://[::1]:8080", "http://[0:0:0:0:0:0:0:1]:8080/v1",
      ]
    ),
    ("localhost:80", ["http://localhost", "http://localhost:80/", "https://localhost:80"]),
    (
      "api.example.com:443",
      [
        "https://api.example.com", "https://API.example.com:443/v2", "https://api.example.com.",
        "http://api.example.com:443",
      ]
    ),
    ("api.example.com:80", ["http://api.example.com/a", "http://api.example.com:80/b"]),
    ("10.0.0.1:80", ["http://10.0.0.1", "http://10.1:80"]),
    ("[fd00::a]:443", ["https://[fd00::a]", "https://[FD00:0::000A]:443"]),
    ("unix:/tmp/sock", ["unix:/tmp/sock", "http+unix://%2Ftmp%2Fsock/v1"]),
  ])
  func `the host of a target is one whatever its spelling`(_ host: String, _ targets: [String]) throws {
    for target in targets { #expect(try Origin(target).canonicalHost == host, "\(target)") }
  }

  @Test(arguments: [
    ("http://***@host", "a user name or password in it would not be sent; give credentials as what they are"),
    ("http://host/a?b", "a query belongs to a request, not to the target"),
    ("http://host/#top", "a fragment (#top) is never sent"),
    ("ftp://host", "the scheme ftp is none of http, https, http+unix and unix"),
    ("host:80", "the scheme host is none of http, https, http+unix and unix"),
    ("host", "it does not start with http:// or https://"),
    ("http:/host", "two slashes are missing after the scheme"),
    ("http:///path", "it has no host"),
    ("http://host:", "its port is not a number from 1 to 65535"),
    ("http://host:0", "its port is not a number from 1 to 65535"),
    ("http://host:65536", "its port is not a number from 1 to 65535"),
    ("http://host:+80", "its port is not a number from 1 to 65535"),
    ("http://::1", "\"\" is no host name (an IPv6 address needs [ and ])"),
    ("http://[::1", "the bracket of its address is not closed"),
    ("http://[1]", "[1] is no IPv6 address"),
    ("http://[::1]8", "its port is not a number from 1 to 65535"),
    ("http://ho%41st", "\"ho%41st\" is no host name (an IPv6 address needs [ and ])"),
    ("unix://x", "write unix:/the/path/of/the/socket"),
    ("http+unix://tmp", "write http+unix://%2Fpath%2Fof%2Fthe%2Fsocket"),
  ])
  func `what is no target is told why`(_ text: String, _ reason: String) {
    let error = #expect(throws: Origin.Invalid.self) { try Origin(text) }
    #expect(error?.message == "\"\(text)\" is no target: \(reason).")
  }

  @Test func `a password in a target is refused and not repeated`() {
    let error = #expect(throws: Origin.Invalid.self) { try Origin("http://user:secret@host") }
    #expect(error?.message.hasPrefix("\"http://***@host\" is no target: ") == true)
  }
}
