import StreamModel

extension Timestamp {
  init(_ milliseconds: Int64) { self.init(milliseconds: milliseconds) }
}
