import AssaySpec

/// Stripe: payment intents.
enum Stripe {
  static let provider = Provider(
    "stripe", "Stripe",
    servers: [Server(.production, "https://api.stripe.com", quote: "servers: url: https://api.stripe.com/")],
    fixtures: [
      key, idempotencyKey, intent, canceledIntent, unknownIntent, method, declinedMethod, customer,
    ],
    states: [intentCanceled, intentUnknown, methodDeclined],
    endpoints: [listIntents, createIntent, retrieveIntent, updateIntent, confirmIntent, cancelIntent])

  static let document = Document(
    url: "https://github.com/stripe/openapi/blob/master/openapi/spec3.yaml", revision: "000fe231",
    retrieved: "2026-11-21")

  static let security = Security.anyOf(
    .bearer(
      key,
      quote: .documented(
        "If you need to authenticate via bearer auth (e.g., for a cross-origin request), use -H \"Authorization: Bearer",
        at: auth)
    ),
    .basic(
      user: key,
      quote: .documented(
        "Provide your API key as the basic auth username value. You do not need to provide a password.", at: auth)))

  private static let auth = "Authentication"

  static let key = Fixture("stripe.key", "a secret key of test mode", mock: "sk_test_mock", isSecret: true)
  static let idempotencyKey = Fixture(
    "stripe.idempotencyKey", "a key that no request had before", generated: .uuid, per: .testCase)

  static let intent = Fixture(
    "stripe.intent", "id of a payment intent that requires a payment method", mock: "pi_1PgafyB7WZ01zgkWSjxsAJo3")
  static let canceledIntent = Fixture(
    "stripe.intent.canceled", of: intent, in: [intentCanceled], "id of a canceled payment intent",
    mock: "pi_3PgafyB7WZ01zgkWSjxsAJo3")
  static let unknownIntent = Fixture(
    "stripe.intent.unknown", of: intent, in: [intentUnknown], "an id that no payment intent has",
    mock: "pi_9PgafyB7WZ01zgkWSjxsAJo3", live: "pi_assay")

  static let method = Fixture("stripe.method", "a payment method that is charged", mock: "pm_card_visa")
  static let declinedMethod = Fixture(
    "stripe.method.declined", of: method, in: [methodDeclined], "a payment method whose charge is declined",
    mock: "pm_card_visa_chargeDeclined", live: "pm_card_visa_chargeDeclined")
  static let customer = Fixture("stripe.customer", "id of a customer", mock: "cus_NffrFeUfNV2Hib")

  static let intentCanceled = ProviderState(
    "intent-canceled", of: intent, "the payment intent is canceled",
    quote: .documented("any operations on the PaymentIntent will fail with an error", at: "Cancel a PaymentIntent"))
  static let intentUnknown = ProviderState(
    "intent-unknown", of: intent, "no payment intent has the id",
    quote: .documented("The requested resource doesn't exist.", at: "Errors › 404"))
  static let methodDeclined = ProviderState(
    "method-declined", of: method, "the card is declined",
    quote: .documented("The parameters were valid but the request failed.", at: "Errors › 402"))
}
