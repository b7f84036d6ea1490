/// A large value kept behind one reference, so that copying its owner costs one retain.
///
/// An array of one element is a copy-on-write box that is `Sendable` by itself: writing copies the value
/// only where another copy of the owner is still in use.
struct Boxed<Value: Sendable>: Sendable {
  private var only: [Value]

  init(_ value: Value) { only = [value] }

  var value: Value {
    get { only[0] }
    _modify { yield &only[0] }
  }
}
