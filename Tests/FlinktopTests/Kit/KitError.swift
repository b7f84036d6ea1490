/// What went wrong in the test kit, in words for the person who reads the test log.
struct KitError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
