import AssayCLI
import AssaySpecs

AssayCommand.main(.all)
