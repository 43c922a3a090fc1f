import AssayCLI
import AssaySpec
import AssaySystem
import AssayTestVerifier

/// A test names the contracts that it wants.
switch Machine.environment("ASSAY_TEST_CONTRACTS") {
case "tracker": AssayCommand.main(Catalog([Tracker.provider]))
case "search": AssayCommand.main(Catalog([Search.provider]))
case "gate": AssayCommand.main(Catalog([Gate.provider]))
case "verifier": AssayCommand.main(Catalog([Verifier.provider]))
case "desk": AssayCommand.main(Catalog([Desk.provider]))
case "mailroom": AssayCommand.main(Catalog([Mailroom.provider]))
case "faulty": AssayCommand.main(Catalog([Tracker.faulty]))
default: AssayCommand.main(Catalog([Shop.provider]))
}
