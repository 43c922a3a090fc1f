import AssayCLI
import AssaySpec

/// A command over contracts of public APIs, transcribed from their documents.
AssayCommand.main(Catalog([GitHub.provider, Stripe.provider, Twilio.provider]))
