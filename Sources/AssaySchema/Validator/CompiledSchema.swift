import AssayJSON

/// A schema made ready to judge: flat tables, built and checked once, free to share between tasks.
///
/// A class, because each of its tables would be counted wherever a struct of them is handed on.
///
/// The meaning is that of JSON Schema 2020-12 with `format` as an assertion, and of ``Property/Presence``.
package final class CompiledSchema: Sendable {
  /// What was compiled.
  package let schema: Schema
  private let tables: SharedTables
  private let fastValidator: FastValidatorMemory

  /// Compiles a schema.
  ///
  /// - Throws: `SchemaError` for a pattern that is malformed or not supported, a reference to nothing or without end, an
  ///   unknown format, a property declared twice or an impossible bound.
  package init(_ schema: Schema) throws(SchemaError) {
    self.schema = schema
    let tables = try SchemaCompiler.compile(schema)
    self.tables = SharedTables(tables)
    fastValidator = FastValidatorMemory(FastValidatorCompiler.compile(tables))
  }

  deinit { fastValidator.deallocate() }

  /// All that is wrong with a document, in document order; each fault once, at its root.
  ///
  /// Undocumented members are among them, marked as such. Of duplicate keys each is judged; that they are duplicates is
  /// the document's to tell (its `duplicateKeys`).
  package func violations(in document: JSONDocument) -> [SchemaViolation] {
    violations(in: document.root)
  }

  /// All that is wrong with one value of a document; pointers and locations are the document's.
  package func violations(in node: JSONNode) -> [SchemaViolation] {
    var judge = SchemaValidator(tables, node.document)
    return judge.violations(at: node.index)
  }

  /// All that is wrong with a value; locations are those of its compact text.
  package func violations(of value: JSONValue) -> [SchemaViolation] {
    violations(in: CompiledSchema.document(of: value))
  }

  /// What is wrong with a document, told up to a limit, and how many faults more there are.
  ///
  /// A document of a megabyte may have a hundred thousand faults: beyond the limit they are counted and nothing else.
  package func violations(in document: JSONDocument, atMost limit: Int) -> (reported: [SchemaViolation], more: Int) {
    var judge = SchemaValidator(tables, document, limit: limit)
    let reported = judge.violations(at: 0)
    return (reported, judge.omitted)
  }

  /// Whether a value is valid: undocumented members are no fault.
  package func accepts(_ value: JSONValue) -> Bool { accepts(CompiledSchema.document(of: value)) }

  /// Whether a document is valid: undocumented members and duplicate keys are no fault.
  package func accepts(_ document: JSONDocument) -> Bool {
    var judge = SchemaValidator(tables, document)
    return judge.holds(0, at: 0)
  }

  /// Reads and judges a document in one fast pass, without allocating for most schemas.
  ///
  /// A caller reads the document and asks ``violations(in:)`` only when the answer is not `valid`. Values of an `enum` of
  /// arrays or objects, `uniqueItems`, `contains`, `patternProperties` and their like are left undecided, and so are
  /// duplicate keys, undocumented members, and fractions or exponents where an integer or a bound is asked for.
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
