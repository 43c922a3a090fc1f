import AssaySpec

extension OpenAPIReader {
  /// The servers; the path of the first one's address begins every path.
  mutating func readServers() throws(OpenAPIError) -> [Server] {
    var servers: [Server] = []
    for (index, place) in (try root.array("servers") ?? []).enumerated() {
      guard var url = try place.text("url") else { throw place.error("a server needs a url") }
      for (name, variable) in try place.object("variables")?.members ?? [] {
        guard let value = try variable.text("default") else {
          throw variable.error("the server variable \"\(name)\" needs a default")
        }
        url = url.replacing("{\(name)}", with: value)
      }
      if url.contains("{") { throw place.error("a variable of the server's url \(url) is not declared") }
      if url.hasSuffix("/") { url.removeLast() }
      let rest = url.firstRange(of: "://").map { String(url[$0.upperBound...]) }
      let path = rest.map { rest in rest.firstIndex(of: "/").map { String(rest[$0...]) } ?? "" } ?? url
      if index == 0 {
        basePath = path
      } else if path != basePath {
        ask(.silence, place, "The server has another base path than the first.", "The first server's path is meant.")
      }
      guard rest != nil else { continue }
      let base = String(url.dropLast(path.count))
      if servers.contains(where: { $0.url == base }) { continue }
      let words = "\(base) \(try place.text("description") ?? "")".lowercased()
      let isSandbox = ["test", "sandbox", "staging", "mock", "localhost", "127.0.0.1"].contains { words.contains($0) }
      servers.append(
        Server(
          isSandbox ? .sandbox : .production, base,
          quote: place.assumed(
            "\(place.name) does not say what the server is for; its name \(isSandbox ? "is that of a test server" : "does not call it a test server")."
          )))
    }
    return servers
  }
}
