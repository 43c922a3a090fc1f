/// How a form or a query writes arrays and objects.
public enum FormStyle: Sendable, Hashable {
  /// `tags[]=a&tags[]=b`; readers take `tags[0]=a&tags[1]=b` too, and items that are objects are written so.
  ///
  /// Objects are `address[city]=Sofia`: OpenAPI's `style: deepObject`.
  case brackets
  /// `tags=a&tags=b`, and objects with brackets.
  case repeated
  /// `tags=a&tags=b`, and the members of an object as pairs of their own, `city=Sofia`: OpenAPI's `style: form` with
  /// `explode: true`.
  case exploded
  /// `tags=a,b`, and objects as `address=city,Sofia`: OpenAPI's `style: form` with `explode: false`.
  case commas
  /// `tags=a%20b`: OpenAPI's `style: spaceDelimited`.
  case spaces
  /// `tags=a%7Cb`: OpenAPI's `style: pipeDelimited`.
  case pipes
}
