import AssayTestSupport
import Foundation
import Testing

@Suite struct OwnPackageTests {
  static let isAsked = ProcessInfo.processInfo.environment["ASSAY_TEST_PACKAGE"].map { !$0.isEmpty } ?? false

  static let manifest = """
    // swift-tools-version: 6.1
    import PackageDescription

    let package = Package(
      name: "shop", platforms: [.macOS(.v15)], dependencies: [.package(name: "assay", path: "\(Repository.root)")],
      targets: [
        .executableTarget(
          name: "shop",
          dependencies: [.product(name: "AssayCLI", package: "assay")])
      ])
    """

  static let main = #"""
    import AssayCLI
    import AssaySpec

    let page = Evidence.documented(at: "GET /orders/{id}")
    let order = Endpoint(
      .get, "/orders/{id}", id: "shop.order", title: "Order",
      document: Document(url: "https://example.com/docs", retrieved: "2026-11-20"),
      security: .none(quote: page), parameters: [.path("id", .int32, example: "7")],
      responses: [
        ResponseSpec(
          200, .json([.required("id", .integer), .optional("lines", .array(of: .string))]), when: .validRequest,
          echoes: [EchoedValue("/id", of: .path("id"), quote: page)], quote: page),
        ResponseSpec(400, .undocumented, when: .invalidRequest, quote: page),
      ],
      samples: [
        RequestSample("curl", target: "/orders/7", headers: ["Accept": "application/json"], quote: page)
      ])
    AssayCommand.main(Catalog([Provider("shop", "Shop", endpoints: [order])]))
    """#

  @Test(.enabled(if: isAsked, "it builds a second package, which takes minutes: set ASSAY_TEST_PACKAGE"))
  func `a package of one's own runs its contract against its own mock`() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.manifest, to: "Package.swift")
    try folder.write(Self.main, to: "Sources/shop/main.swift")
    let swift = try #require(Command.find("swift"))
    let built = try Command.run(swift, ["build", "--package-path", folder.path])
    #expect(built.status == 0, "\(built.output)\(built.errors)")
    let result = try Command.run(folder.path + "/.build/debug/shop", ["--strict"], folder: folder.path)
    #expect(result.status == 0)
    #expect(result.output.contains("\nok    shop.order  "))
    #expect(result.errors == "")
    let listed = try Command.run(folder.path + "/.build/debug/shop", ["list"])
    #expect(listed.output.contains("  shop.order/example/curl\n"))
    #expect(listed.output.contains("  shop.order/boundary/id=2147483647\n"))
  }
}
