import AssayNet
import Testing

/// Which proxy is used for what, and what may be shown of it.
struct ProxyTests {
  private func proxy(_ variables: [String: String], for target: String) throws -> String? {
    try ProxyEnvironment { variables[$0] }.proxy(for: Origin(target))?.url
  }

  @Test func `each scheme has its variable`() throws {
    let variables = ["HTTPS_PROXY": "http://s:1", "HTTP_PROXY": "http://h:2", "ALL_PROXY": "http://a:3"]
    #expect(try proxy(variables, for: "https://x") == "http://s:1")
    #expect(try proxy(variables, for: "http://x") == "http://h:2")
    #expect(try proxy(["ALL_PROXY": "a"], for: "https://x") == "http://a:80")
    #expect(try proxy(variables, for: "unix:/tmp/x") == nil)
    #expect(try proxy([:], for: "https://x") == nil)
    #expect(try proxy(["https_proxy": "l:1", "HTTPS_PROXY": "u:1"], for: "https://x") == "http://l:1")
  }

  @Test(arguments: [
    ("*", "https://x", false), ("x", "https://x", false), ("x", "https://a.x", false), ("x", "https://ax", true),
    (".x", "https://a.x", false), ("*.x", "https://a.x", false), ("X.Y", "https://x.y", false),
    ("a, x", "https://x", false), ("a b x", "https://x", false), ("x:443", "https://x", false),
    ("x:80", "https://x", true), ("127.0.0.1", "https://127.0.0.1", false), ("127.0.0.1", "https://127.0.0.2", true),
    ("10.0.0.0/8", "https://10.9.8.7", false), ("10.0.0.0/8", "https://11.0.0.1", true),
    ("10.0.0.0/8", "https://ten.example", true), ("::1", "https://[::1]", false), ("[::1]:443", "https://[::1]", false),
    ("[::1]:80", "https://[::1]", true), ("fd00::/8", "https://[fd12::1]", false), ("", "https://x", true),
  ])
  func `no proxy names the exceptions`(_ list: String, _ target: String, _ isUsed: Bool) throws {
    #expect(try (proxy(["ALL_PROXY": "p:1", "NO_PROXY": list], for: target) != nil) == isUsed)
  }

  @Test func `a password is kept and not shown`() throws {
    let address = try ProxyAddress("http://user:pass@proxy:3128")
    #expect(address.url == "http://user:pass@proxy:3128")
    #expect(address.description == "http://proxy:3128")
    let error = #expect(throws: ProxyAddress.Invalid.self) { try ProxyAddress("socks5://user:pass@proxy") }
    #expect(error?.message == "\"socks5://***@proxy\" is no proxy that can be used: write http://HOST:PORT")
    #expect(Origin.withoutUserInfo("https://a:b@c@host/x") == "https://***@host/x")
    #expect(Origin.withoutUserInfo("a:b@host") == "***@host")
  }

  @Test(arguments: [
    ("http://localhost", true), ("https://LOCALHOST:1", true), ("http://a.localhost", false),
    ("http://127.1.2.3", true),
    ("http://[::1]", true), ("unix:/tmp/x", true), ("http://localhost.example", false), ("http://128.0.0.1", false),
    ("http://[::2]", false), ("http://127.0.0.1.example", false), ("http://0.0.0.0", false),
  ])
  func `this machine is known by its names`(_ target: String, _ isLoopback: Bool) throws {
    #expect(try Origin(target).isLoopback == isLoopback)
  }
}
