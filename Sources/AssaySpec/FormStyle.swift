/// How a form writes an array; objects always have brackets: `address[city]=Sofia`.
public enum FormStyle: Sendable, Hashable {
  /// `tags[]=a&tags[]=b`; readers take `tags[0]=a&tags[1]=b` too, and items that are objects are written so.
  case brackets
  /// `tags=a&tags=b`: OpenAPI's `style: form` with `explode: true`.
  case repeated
  /// `tags=a,b`: OpenAPI's `style: form` with `explode: false`.
  case commas
  /// `tags=a%20b`: OpenAPI's `style: spaceDelimited`.
  case spaces
  /// `tags=a%7Cb`: OpenAPI's `style: pipeDelimited`.
  case pipes
}
