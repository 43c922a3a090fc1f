// A contract is written in the words of these modules too: `import AssaySpec` brings them along.
@_exported public import AssayHTTP
@_exported public import AssayJSON
@_exported public import AssaySchema
