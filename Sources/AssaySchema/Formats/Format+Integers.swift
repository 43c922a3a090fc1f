extension Format {
  /// A signed 32-bit integer, by value.
  public static let int32 = Format("int32", Int64(Int32.min)...Int64(Int32.max))
  /// A signed 64-bit integer, by value.
  public static let int64 = Format("int64", Int64.min...Int64.max)
}
