import Foundation

/// The providers' behaviour by another hand: a server in Python that shares no code with the product.
public final class ForeignProvider: @unchecked Sendable {
  public let url: String
  private let process = Process()
  private let input = Pipe()

  /// The Python that runs it, or `nil` when this machine has none.
  public static let python: String? = {
    guard let found = Command.find("python3") else { return nil }
    // What stands on the search path may be a script that looks for the real one, every time.
    let told = try? Command.run(found, ["-c", "import sys; print(sys.executable)"])
    let real = told?.output.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
    return FileManager.default.isExecutableFile(atPath: real) ? real : found
  }()

  /// Starts the server on a free port of loopback; it ends with this object, or with the test's process.
  public init(_ arguments: String...) throws {
    process.executableURL = URL(fileURLWithPath: Self.python ?? "/usr/bin/python3")
    process.arguments = [Repository.root + "/Tests/Fixtures/provider.py"] + arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardInput = input
    try process.run()
    var line = Data()
    while let byte = try output.fileHandleForReading.read(upToCount: 1), byte != Data([10]) { line.append(byte) }
    let words = String(decoding: line, as: UTF8.self).split(separator: " ")
    guard let address = words.last, address.contains(":") else { throw CocoaError(.executableLoad) }
    url = "http://\(address)"
  }

  deinit {
    // The server ends when its standard input does.
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  /// What a run against it needs: the fixtures that the server knows.
  public static let environment: [String: String] = [
    "ASSAY_VAULT_TOKEN": "test-token", "ASSAY_SFOX_TOKEN": "test-token", "ASSAY_TENPAY_TOKEN": "test-token",
    "ASSAY_VAULT_CODE": "1234", "ASSAY_VAULT_PASSCODE": "pass123", "ASSAY_VAULT_CARD": "1234435",
    "ASSAY_VAULT_KEYID": "abc123", "ASSAY_VAULT_PHONE": "+447871234567",
    "ASSAY_VAULT_PHONE_UNREGISTERED": "+447871234568", "ASSAY_SFOX_USER": "client_account_1",
    "ASSAY_SFOX_USER_EMAILVERIFIED": "client_account_2", "ASSAY_SFOX_USER_VERIFIED": "client_account_3",
    "ASSAY_TENPAY_USER": "2077", "ASSAY_TENPAY_USER_VERIFIED": "2078", "ASSAY_TENPAY_PHONE": "+359881234567",
    "ASSAY_TENPAY_PHONE_TAKEN": "+359881234568",
  ]
}
