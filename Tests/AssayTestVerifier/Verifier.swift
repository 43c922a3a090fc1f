import AssaySpec

/// A provider that verifies users with one-time codes and keeps their notes: contracts with transitions, and scenarios.
package enum Verifier {
  package static let provider = Provider(
    "verifier", "Verifier", fixtures: [token, user, verifiedUser, otherUser, code, note, unknownNote],
    states: [verified, noteUnknown],
    endpoints: [send, confirm, readUser, createNote, readNote, changeNote, deleteNote],
    scenarios: scenarios)

  package static let page = Evidence.documented(at: "Page")
  package static let document = Document(url: "https://example.com/docs", retrieved: "2026-11-20")
  package static let security = Security.bearer(token, quote: page)

  package static let token = Fixture("verifier.token", "an access token", mock: "t", isSecret: true)
  package static let user = Fixture("verifier.user", "a user who is not verified", mock: "7")
  package static let verifiedUser = Fixture(
    "verifier.user.verified", of: user, in: [verified], "a user who is verified", mock: "8")
  package static let otherUser = Fixture(
    "verifier.user.other", of: user, "another user who is not verified", mock: "9")
  package static let code = Fixture("verifier.code", "a code that the user got", mock: "123456", isSecret: true)
  package static let note = Fixture("verifier.note", "id of a note", mock: "n1")
  package static let unknownNote = Fixture(
    "verifier.note.unknown", of: note, in: [noteUnknown], "an id of no note", mock: "n0")
  package static let verified = ProviderState("user-verified", of: user, "the user is verified", quote: page)
  package static let noteUnknown = ProviderState("note-unknown", of: note, "no note has the id", quote: page)

  static let unauthorized = ResponseSpec(401, .empty, when: .unauthenticated, quote: page)
  static let id = Parameter.path("id", .string, from: user, example: "7", quote: page)
  static let noteID = Parameter.path("id", .string, from: note, example: "n1", quote: page)

  package static let send = Endpoint(
    .post, "/users/{id}/codes", id: "verifier.send", title: "Send a code", document: document, security: security,
    effects: [.sendsMessage(to: .path("id"), quote: page)], parameters: [id],
    responses: [
      ResponseSpec(
        204, .empty, when: .validRequest,
        then: .issuesCode(to: .path("id"), via: .sms, lifetime: 300, maxTries: 3), quote: page),
      ResponseSpec(409, .empty, when: .state(verified), quote: page), unauthorized,
    ])

  package static let confirm = Endpoint(
    .post, "/users/{id}/codes/confirm", id: "verifier.confirm", title: "Confirm a code", document: document,
    security: security, parameters: [id],
    requestBody: .json(
      [.required("code", .string(pattern: "^[0-9]{6}$"), from: code, quote: page, isSecret: true)],
      example: #"{"code": "123456"}"#, mediaTypeQuote: page),
    responses: [
      ResponseSpec(
        200, .json([.required("id", .string, quote: page)], example: #"{"id": "7"}"#), when: .validRequest,
        then: .consumesCode("/code", of: .path("id")), .sets(verified),
        echoes: [EchoedValue("/id", of: .path("id"), quote: page)], quote: page),
      ResponseSpec(400, .empty, when: .invalidRequest, .code(.wrong, .expired, .used), quote: page),
      ResponseSpec(423, .empty, when: .code(.locked), quote: page), unauthorized,
    ])

  package static let readUser = Endpoint(
    .get, "/users/{id}", id: "verifier.user", title: "Read a user", document: document, security: security,
    parameters: [id],
    responses: [
      ResponseSpec(
        200, .json([.required("verified", .boolean, quote: page)], example: no, yes),
        when: .validRequest(unless: verified, example: no), .validRequest(in: verified, example: yes), quote: page),
      unauthorized,
    ])
  static let no = Example("not verified", #"{"verified": false}"#)
  static let yes = Example("verified", #"{"verified": true}"#)

  static let noteBody = Body.json(
    [.required("id", .string, quote: page), .required("text", .string, quote: page)],
    example: #"{"id": "n1", "text": "first"}"#, mediaTypeQuote: page)
  static let text = Body.json(
    [.required("text", .string, quote: page)], example: #"{"text": "first"}"#, mediaTypeQuote: page)
  static let unknown = ResponseSpec(404, .empty, when: .state(noteUnknown), quote: page)
  static let invalid = ResponseSpec(400, .empty, when: .invalidRequest, quote: page)

  package static let createNote = Endpoint(
    .post, "/notes", id: "verifier.notes.create", title: "Create a note", document: document, security: security,
    requestBody: text,
    responses: [
      ResponseSpec(
        201, noteBody, when: .validRequest, then: .creates(note, id: "/id"),
        echoes: [EchoedValue("/text", of: "/text", quote: page)], quote: page),
      invalid, unauthorized,
    ])
  package static let readNote = Endpoint(
    .get, "/notes/{id}", id: "verifier.notes.read", title: "Read a note", document: document, security: security,
    parameters: [noteID],
    responses: [
      ResponseSpec(
        200, noteBody, when: .validRequest, echoes: [EchoedValue("/id", of: .path("id"), quote: page)], quote: page),
      unknown, unauthorized,
    ])
  package static let changeNote = Endpoint(
    .put, "/notes/{id}", id: "verifier.notes.change", title: "Change a note", document: document, security: security,
    parameters: [noteID], requestBody: text,
    responses: [
      ResponseSpec(204, .empty, when: .validRequest, then: .changes(note), quote: page), unknown, invalid, unauthorized,
    ])
  package static let deleteNote = Endpoint(
    .delete, "/notes/{id}", id: "verifier.notes.delete", title: "Delete a note", document: document,
    security: security, parameters: [noteID],
    responses: [
      ResponseSpec(204, .empty, when: .validRequest, then: .sets(noteUnknown), quote: page), unknown, unauthorized,
    ])
}
