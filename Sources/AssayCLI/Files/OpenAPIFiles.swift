import AssayOpenAPI
import AssaySpec
import AssaySystem

/// Contracts that are read from OpenAPI documents instead of the catalog.
enum OpenAPIFiles {
  /// A document, or a file that one refers to, may have so many bytes.
  private static let maxBytes = 1 << 24

  /// The contracts of the documents that `--openapi` names; `nil` when it is not given.
  ///
  /// - Throws: `OpenAPIError` for a file that cannot be read or is no OpenAPI document.
  static func catalog(_ arguments: Arguments) throws(OpenAPIError) -> Catalog? {
    let paths = arguments.all("--openapi")
    if paths.isEmpty { return nil }
    var providers: [Provider] = []
    for path in paths {
      providers.append(
        try OpenAPIReader.provider(
          path, besides: providers.map(\.id), retrieved: String(SystemClock.now().iso8601.prefix(10)), load: load))
    }
    return Catalog(providers)
  }

  private static func load(_ path: String) -> Result<[UInt8], OpenAPIError> {
    do throws(SystemError) {
      return .success(try Files.read(path, limit: maxBytes, acceptsPipe: true))
    } catch {
      return .failure(OpenAPIError(file: path, at: nil, error.description))
    }
  }
}
