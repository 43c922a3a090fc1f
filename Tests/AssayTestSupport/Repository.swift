import Foundation

/// Where things are in the checkout that the tests were built from.
package enum Repository {
  /// The root of the package.
  package static let root: String = {
    // Tests/AssayTestSupport/Repository.swift is three levels below the root.
    var path = URL(fileURLWithPath: #filePath)
    for _ in 0..<3 { path.deleteLastPathComponent() }
    return path.path
  }()

  /// The folder that the build put its products in: the one the test bundle stands in.
  package static let products: String = {
    let executable = URL(fileURLWithPath: ProcessInfo.processInfo.arguments[0])
    var folder = executable.deletingLastPathComponent()
    // On macOS the bundle is a folder; its products stand beside it.
    while folder.path.contains(".xctest") { folder.deleteLastPathComponent() }
    return folder.path
  }()

  /// Whether this build has a sanitizer in it (`Tests/sanitize`), which makes all much slower and larger.
  package static let isSanitized =
    dlsym(dlopen(nil, RTLD_NOW), "__asan_init") != nil
    || dlsym(dlopen(nil, RTLD_NOW), "__tsan_init") != nil

  /// The built `assay` command.
  package static let assay = products + "/assay"

  /// The same command over contracts of a package's own: `Tests/AssayTestShop`.
  package static let shop = products + "/AssayTestShop"

  /// The same command over contracts of public APIs: `Tests/AssayTestAPIs`.
  package static let apis = products + "/AssayTestAPIs"
}
