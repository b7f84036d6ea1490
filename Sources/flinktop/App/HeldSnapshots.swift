import Monitoring
import StreamModel

/// Snapshots that wait for the next beat, so that what comes by itself makes no frames of its own: at most two a second
/// are drawn while nobody presses a key, the clock's included.
struct HeldSnapshots {
  /// Time between two beats, which fall on the second and halfway between.
  static let beat: Duration = .milliseconds(500)

  /// One a cluster, the newest, in the order in which clusters began to wait.
  private var waiting: [MonitorSnapshot] = []

  /// Takes in a snapshot that came; returns those that are to be shown now. One that is urgent is, and what was held of its
  /// cluster is dropped, as it is older.
  mutating func take(_ snapshot: MonitorSnapshot) -> [MonitorSnapshot] {
    let place = waiting.firstIndex {
      $0.cluster.identity.id == snapshot.cluster.identity.id
    }
    if snapshot.isUrgent {
      if let place { waiting.remove(at: place) }
      return [snapshot]
    }
    if let place { waiting[place] = snapshot } else { waiting.append(snapshot) }
    return []
  }

  /// Gives out all that wait: their beat has come.
  mutating func release() -> [MonitorSnapshot] {
    defer { waiting = [] }
    return waiting
  }

  /// How long it is to the next beat.
  static func untilBeat(from now: Timestamp) -> Duration {
    let length = beat.wholeMilliseconds
    return .milliseconds(length - now.milliseconds % length)
  }
}
