import AssayJSON

/// A compiled schema: flat tables, built and checked once, which tasks can share.
///
/// It is a class, because passing a struct would count references to each of its tables.
///
/// The meaning is that of JSON Schema 2020-12 with `format` as an assertion, and of ``Property/Presence``.
package final class CompiledSchema: Sendable {
  /// What was compiled.
  package let schema: Schema
  private let tables: SharedTables
  private let fastValidator: FastValidatorMemory

  /// Compiles a schema.
  ///
  /// - Throws: `SchemaError` for a pattern that is malformed or not supported, a reference to nothing or without end, a
  ///   property declared twice or an impossible bound.
  package init(_ schema: Schema) throws(SchemaError) {
    self.schema = schema
    let tables = try SchemaCompiler.compile(schema)
    self.tables = SharedTables(tables)
    fastValidator = FastValidatorMemory(FastValidatorCompiler.compile(tables))
  }

  /// Every format that the schema names, those of its parts too.
  package var formats: [Format] { tables.tables.formats }

  deinit { fastValidator.deallocate() }

  /// All violations of a document, in document order, each once at its root.
  ///
  /// Undocumented members are included and marked. Each of several duplicate members is validated; that they are
  /// duplicates is in the document's `duplicateKeys`.
  package func violations(in document: JSONDocument) -> [SchemaViolation] {
    violations(in: document.root)
  }

  /// All violations of one value of a document, with pointers and locations in the document.
  package func violations(in node: JSONNode) -> [SchemaViolation] {
    var judge = SchemaValidator(tables, node.document)
    return judge.violations(at: node.index)
  }

  /// All violations of a value, with locations in its compact text.
  package func violations(of value: JSONValue) -> [SchemaViolation] {
    violations(in: CompiledSchema.document(of: value))
  }

  /// The violations of a document up to a limit, and the number of others.
  ///
  /// A document of a megabyte may have a hundred thousand violations: those beyond the limit are only counted.
  package func violations(in document: JSONDocument, atMost limit: Int) -> (reported: [SchemaViolation], more: Int) {
    var judge = SchemaValidator(tables, document, limit: limit)
    let reported = judge.violations(at: 0)
    return (reported, judge.omitted)
  }

  /// Whether a value is valid. Undocumented members do not make it invalid.
  package func accepts(_ value: JSONValue) -> Bool { accepts(CompiledSchema.document(of: value)) }

  /// Whether a document is valid. Undocumented members and duplicate keys do not make it invalid.
  package func accepts(_ document: JSONDocument) -> Bool {
    var judge = SchemaValidator(tables, document)
    return judge.holds(0, at: 0)
  }

  /// Parses and validates a document in one fast pass, for most schemas without allocation.
  ///
  /// Parse the document and call ``violations(in:)`` only when the result is not `valid`. Values of an `enum` of arrays
  /// or objects, `uniqueItems`, `contains`, `patternProperties` and others are left undecided. So are duplicate keys,
  /// undocumented members, and fractions or exponents where an integer or a bound is expected.
  package func accept(bytes: [UInt8]) -> FastValidation {
    bytes.withUnsafeBufferPointer { FastValidator.accept($0, by: fastValidator) }
  }

  private static func document(of value: JSONValue) -> JSONDocument {
    do throws(JSONError) {
      return try JSONDocument(parsing: value.serializedBytes(), limits: JSONLimits(depth: .max))
    } catch {
      preconditionFailure("a value's own text is JSON, and below 256 MiB: \(error)")
    }
  }
}
