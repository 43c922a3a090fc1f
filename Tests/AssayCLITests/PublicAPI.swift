import AssayTestSupport

/// A public API: its contract in `Tests/AssayTestAPIs`, and a server of it in `Tests/Fixtures/apis`.
struct PublicAPI: Sendable, CustomStringConvertible {
  /// The id of the provider and the name of the server's file.
  var name: String
  /// What a run against the server needs, besides what the contract has for the mock.
  var environment: [String: String]
  /// The endpoint of each operation of the server, as the contract names it.
  var operations: [String: String]
  /// Each fault of the server with the code of a failure that must show it.
  var faults: [(name: String, code: String)]
  /// The faults that no case shows.
  var missed: [String]

  var description: String { name }
  var script: String { "apis/\(name).py" }

  static let all = [github]

  static let github = PublicAPI(
    name: "github",
    environment: [
      "ASSAY_GITHUB_TOKEN": "ghp_test", "ASSAY_GITHUB_OWNER": "octocat", "ASSAY_GITHUB_REPO": "Hello-World",
      "ASSAY_GITHUB_REPO_NOISSUES": "No-Issues", "ASSAY_GITHUB_ISSUE": "1347", "ASSAY_GITHUB_ISSUE_DELETED": "1348",
      "ASSAY_GITHUB_ISSUE_MOVED": "1349",
    ],
    operations: [
      "list_issues": "github.issues.list", "create_issue": "github.issues.create", "get_issue": "github.issues.get",
      "update_issue": "github.issues.update",
    ],
    faults: [
      ("any-token", "accepted-invalid"),
      ("no-credential", "accepted-invalid"),
      ("private-401", "unexpected-status"),
      ("no-user-agent", "accepted-invalid"),
      ("list-object", "wrong-type"),
      ("state-filter-any", "accepted-invalid"),
      ("number-string", "wrong-type"),
      ("user-missing", "missing-member"),
      ("created-at-date", "format"),
      ("url-relative", "format"),
      ("get-other", "echo"),
      ("any-repository", "accepted-invalid"),
      ("etag-missing", "header-missing"),
      ("deleted-404", "unexpected-status"),
      ("moved-nowhere", "header-missing"),
      ("media-type-text", "content-type-wrong"),
      ("create-200", "undocumented-status"),
      ("no-location", "header-missing"),
      ("title-changed", "echo"),
      ("title-optional", "accepted-invalid"),
      ("labels-any", "accepted-invalid"),
      ("broken-json", "accepted-invalid"),
      ("errors-object", "wrong-type"),
      ("disabled-403", "unexpected-status"),
      ("state-any", "accepted-invalid"),
      ("update-ignored", "echo"),
      ("message-number", "wrong-type"),
    ],
    missed: [
      "per-page-ignored", "per-page-unbounded", "page-ignored", "no-link", "next-forever", "default-ascending",
      "direction-ignored", "state-ignored", "since-ignored", "never-not-modified",
    ])
}
