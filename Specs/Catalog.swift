import AssaySpec

extension Catalog {
  /// Every contract of this package; a new provider is one more member here.
  public static let all = Catalog([Vault.provider, SFOX.provider, TenPay.provider, CAMARA.provider])
}
