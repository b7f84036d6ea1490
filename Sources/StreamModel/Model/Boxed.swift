/// A large value kept behind one reference, so that copying its owner costs one retain.
///
/// An array of one element is a copy-on-write box that is `Sendable` by itself: writing copies the value
/// only where another copy of the owner is still in use.
struct Boxed<Value: Sendable>: Sendable {
  private var only: [Value]

  init(_ value: Value) { only = [value] }

  var value: Value {
    _read { yield only[0] }
    _modify { yield &only[0] }
  }

  /// True where nothing was written to one of them since it was copied from the other: cheap, and never wrong as long
  /// as both are kept.
  func isSame(as other: Boxed) -> Bool {
    only.withUnsafeBufferPointer { $0.baseAddress }
      == other.only.withUnsafeBufferPointer { $0.baseAddress }
  }
}
