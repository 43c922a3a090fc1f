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

  var description: String { name }
  var script: String { "apis/\(name).py" }

  static let all = [github, stripe, twilio]

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
      ("per-page-ignored", "relation"),
      ("per-page-unbounded", "count"),
      ("default-ascending", "relation"),
      ("direction-ignored", "relation"),
      ("state-ignored", "relation"),
      ("since-ignored", "relation"),
      ("page-ignored", "paging"),
      ("no-link", "paging"),
      ("next-forever", "paging"),
      ("never-not-modified", "unexpected-status"),
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
    ])

  static let stripe = PublicAPI(
    name: "stripe",
    environment: [
      "ASSAY_STRIPE_KEY": "sk_test_assay", "ASSAY_STRIPE_INTENT": "pi_1PgafyB7WZ01zgkWSjxsAJo3",
      "ASSAY_STRIPE_INTENT_CANCELED": "pi_3PgafyB7WZ01zgkWSjxsAJo3", "ASSAY_STRIPE_METHOD": "pm_card_visa",
      "ASSAY_STRIPE_CUSTOMER": "cus_NffrFeUfNV2Hib",
    ],
    operations: [
      "list_intents": "stripe.paymentIntents.list", "create_intent": "stripe.paymentIntents.create",
      "retrieve_intent": "stripe.paymentIntents.retrieve", "update_intent": "stripe.paymentIntents.update",
      "confirm_intent": "stripe.paymentIntents.confirm", "cancel_intent": "stripe.paymentIntents.cancel",
    ],
    faults: [
      ("any-key", "accepted-invalid"),
      ("no-credential", "accepted-invalid"),
      ("amount-string", "wrong-type"),
      ("amount-changed", "echo"),
      ("currency-upper", "pattern"),
      ("status-outside", "not-among"),
      ("id-missing", "missing-member"),
      ("object-other", "not-among"),
      ("created-text", "wrong-type"),
      ("livemode-null", "wrong-type"),
      ("metadata-array", "wrong-type"),
      ("create-201", "undocumented-status"),
      ("amount-optional", "accepted-invalid"),
      ("amount-any", "accepted-invalid"),
      ("amount-below", "accepted-invalid"),
      ("amount-above", "accepted-invalid"),
      ("currency-any", "accepted-invalid"),
      ("capture-method-any", "accepted-invalid"),
      ("descriptor-long", "accepted-invalid"),
      ("retrieve-other", "echo"),
      ("any-intent", "accepted-invalid"),
      ("limit-ignored", "relation"),
      ("limit-one-more", "relation"),
      ("limit-unbounded", "accepted-invalid"),
      ("oldest-first", "relation"),
      ("cursor-included", "paging"),
      ("more-forever", "paging"),
      ("more-never", "paging"),
      ("more-text", "wrong-type"),
      ("list-bare", "wrong-type"),
      ("idempotency-ignored", "repetition-differs"),
      ("replay-changed", "repetition-differs"),
      ("error-flat", "missing-member"),
      ("error-type-outside", "not-among"),
      ("refusal-422", "undocumented-status"),
      ("no-request-id", "header-missing"),
      ("media-type-text", "content-type-wrong"),
      ("reason-any", "accepted-invalid"),
      ("cancel-nothing", "not-among"),
      ("canceled-again", "accepted-invalid"),
      ("confirm-nothing", "not-among"),
      ("update-ignored", "echo"),
    ])

  static let twilio = PublicAPI(
    name: "twilio",
    environment: [
      "ASSAY_TWILIO_ACCOUNT": "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "ASSAY_TWILIO_AUTHTOKEN": "test-auth-token",
      "ASSAY_TWILIO_SERVICE": "VAaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
      "ASSAY_TWILIO_VERIFICATION": "VEaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "ASSAY_TWILIO_PHONE": "+15017122661",
      "ASSAY_TWILIO_PHONE_UNSENT": "+15017122662", "ASSAY_TWILIO_CODE": "1234", "ASSAY_TWILIO_CODE_WRONG": "9876",
    ],
    operations: [
      "create_service": "twilio.services.create", "list_services": "twilio.services.list",
      "fetch_service": "twilio.services.fetch", "update_service": "twilio.services.update",
      "delete_service": "twilio.services.delete", "create_verification": "twilio.verifications.create",
      "fetch_verification": "twilio.verifications.fetch", "check_verification": "twilio.verificationChecks.create",
    ],
    faults: [
      ("any-token", "accepted-invalid"),
      ("no-credential", "accepted-invalid"),
      ("sid-prefix", "pattern"),
      ("code-length-string", "wrong-type"),
      ("account-missing", "missing-member"),
      ("create-200", "undocumented-status"),
      ("friendly-name-changed", "echo"),
      ("friendly-name-optional", "accepted-invalid"),
      ("code-length-unbounded", "accepted-invalid"),
      ("boolean-any", "accepted-invalid"),
      ("media-type-html", "content-type-wrong"),
      ("page-size-ignored", "relation"),
      ("page-one-more", "relation"),
      ("page-size-unbounded", "accepted-invalid"),
      ("next-page-same", "paging"),
      ("next-page-missing", "paging"),
      ("page-size-missing", "missing-member"),
      ("fetch-other", "echo"),
      ("any-service", "accepted-invalid"),
      ("update-ignored", "echo"),
      ("delete-200", "undocumented-status"),
      ("to-optional", "accepted-invalid"),
      ("to-any", "accepted-invalid"),
      ("channel-any", "accepted-invalid"),
      ("to-changed", "echo"),
      ("channel-upper", "not-among"),
      ("date-number", "wrong-type"),
      ("service-sid-null", "echo"),
      ("any-code", "not-among"),
      ("any-verification", "accepted-invalid"),
      ("valid-string", "wrong-type"),
      ("error-code-string", "wrong-type"),
    ])
}
