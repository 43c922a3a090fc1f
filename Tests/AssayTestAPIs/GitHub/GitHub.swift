import AssaySpec

/// GitHub's REST API: the issues of a repository.
enum GitHub {
  static let provider = Provider(
    "github", "GitHub",
    servers: [Server(.production, "https://api.github.com", quote: "servers: url: https://api.github.com")],
    fixtures: [
      token, owner, repository, unknownRepository, repositoryWithoutIssues, issue, unknownIssue, deletedIssue,
      movedIssue,
    ],
    states: [repositoryUnknown, issuesDisabled, issueUnknown, issueDeleted, issueMoved],
    endpoints: [listIssues, createIssue, getIssue, updateIssue])

  static let document = Document(
    url: "https://github.com/github/rest-api-description/blob/main/descriptions/api.github.com/"
      + "api.github.com.2022-11-28.yaml",
    revision: "2022-11-28", retrieved: "2026-11-21")

  static let token = Fixture("github.token", "an access token with push access", mock: "ghp_mock", isSecret: true)
  static let owner = Fixture("github.owner", "owner of the repository", mock: "octocat")

  static let repository = Fixture("github.repo", "name of a private repository of the owner", mock: "Hello-World")
  static let unknownRepository = Fixture(
    "github.repo.unknown", of: repository, in: [repositoryUnknown], "a name that no repository of the owner has",
    mock: "No-Such-Repository", live: "assay-no-such-repository")
  static let repositoryWithoutIssues = Fixture(
    "github.repo.noIssues", of: repository, in: [issuesDisabled], "a repository of the owner with issues disabled",
    mock: "No-Issues")

  static let issue = Fixture("github.issue", "number of an issue of the repository", mock: "1347")
  static let unknownIssue = Fixture(
    "github.issue.unknown", of: issue, in: [issueUnknown], "a number that no issue has", mock: "999999",
    live: "999999999")
  static let deletedIssue = Fixture(
    "github.issue.deleted", of: issue, in: [issueDeleted], "number of an issue that was deleted", mock: "1348")
  static let movedIssue = Fixture(
    "github.issue.moved", of: issue, in: [issueMoved], "number of an issue that was transferred", mock: "1349")

  static let repositoryUnknown = ProviderState(
    "repo-unknown", of: repository, "the owner has no repository of that name", quote: "404: Resource not found")
  static let issuesDisabled = ProviderState(
    "issues-disabled", of: repository, "issues are disabled in the repository",
    quote: .documented("If issues are disabled in the repository, the API returns a `410 Gone` status.", at: create))
  static let issueUnknown = ProviderState(
    "issue-unknown", of: issue, "no issue has the number", quote: "404: Resource not found")
  static let issueDeleted = ProviderState(
    "issue-deleted", of: issue, "the issue was deleted",
    quote: .documented(
      "If the issue was deleted from a repository where the authenticated user has read access, the API returns a "
        + "`410 Gone` status.", at: get))
  static let issueMoved = ProviderState(
    "issue-moved", of: issue, "the issue was transferred to another repository",
    quote: .documented(
      "The API returns a `301 Moved Permanently` status if the issue was transferred to another repository.", at: get))

  static let get = "Get an issue"
  static let create = "Create an issue"
}
