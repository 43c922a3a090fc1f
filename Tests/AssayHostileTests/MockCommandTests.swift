import AssayTestSupport
import Foundation
import Testing

/// `assay mock` as other people's clients meet it.
@Suite(.enabled(if: ForeignProvider.python != nil, "python3 is needed for the clients"), .serialized)
struct MockCommandTests {
  @Test(arguments: [["--idle", "2048"], ["--heads", "2048"], ["--bodies", "256"]])
  func `it serves honest clients beside a crowd and stays small`(crowd: [String]) throws {
    let mock = try MockProcess()
    let result = try Command.run(
      ForeignProvider.python!, [Repository.root + "/Tests/Fixtures/crowd.py", mock.port] + crowd)
    // Eight on a connection that was there before the crowd, and one on a new one behind it.
    #expect(
      result.output.contains("statuses 404 404 404 404 404 404 404 404 404 longest "),
      "\(result.output)\(result.errors)")
    let longest = result.output.split(whereSeparator: \.isWhitespace).last.flatMap { Int($0) }
    #expect((longest ?? .max) < 10_000, "\(result.output)")
    // 256 MiB were sent of the bodies; the limit is 64 MiB, and a growing array may need twice what it holds.
    #expect(Repository.isSanitized || (mock.peakMegabytes ?? 0) < 200)
  }

  /// Sends the same request twice on one connection and prints both answers.
  private static let oldClient = """
    import socket, sys
    connection = socket.create_connection(("127.0.0.1", int(sys.argv[1])), timeout=5)
    for _ in range(2):
        connection.sendall(b"POST http://api.example.com/v2/card/1/passcode/sms/send HTTP/1.0\\r\\n"
                           b"Connection: keep-alive\\r\\n\\r\\n")
        answer = b""
        while not answer.endswith(b"}"):
            answer += connection.recv(4096)
        print(answer.decode().replace("\\r", ""))
    """

  @Test func `an old client keeps its connection, a proxy's target is served, and a refusal is the provider's`() throws
  {
    let mock = try MockProcess()
    let result = try Command.run(ForeignProvider.python!, ["-c", Self.oldClient, mock.port])
    let answer = """
      HTTP/1.1 401 Unauthorized
      WWW-Authenticate: Bearer realm="vault"
      Content-Type: application/json
      Date: DATE
      Content-Length: 85
      Connection: keep-alive

      {"error":"COMMON","errorId":0,"message":"Authorization is missing","systemId":"core"}

      """
    let date = #/Date: [A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT/#
    #expect(result.output.replacing(date, with: "Date: DATE") == answer + answer, "\(result.errors)")
  }
}
