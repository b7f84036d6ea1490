import StreamModel

/// Somewhere to go: the only way there, whether by key, Enter, typed word or click.
struct Place: Hashable, Sendable {
  /// The name of a screen's sign.
  var screen: String
  var subject: Subject
  /// Another cluster than the one shown; nil for that one.
  var cluster: ClusterID?

  init(_ screen: any Screen.Type, _ subject: Subject, cluster: ClusterID? = nil) {
    self.screen = screen.sign.name
    self.subject = subject
    self.cluster = cluster
  }
}
