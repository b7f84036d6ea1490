import StreamModel
import TerminalUI

/// A profile of a process, with what is needed to draw it.
struct ProfileRow {
  /// A process makes one at a time, so that no two begin at once; its place where no time is told.
  struct ID: Hashable, Comparable, Sendable {
    var startedAt: Timestamp?
    var place = 0

    static func < (lhs: ID, rhs: ID) -> Bool {
      (lhs.startedAt?.milliseconds ?? 0, lhs.place) < (rhs.startedAt?.milliseconds ?? 0, rhs.place)
    }
  }

  var id: ID
  var profile: Profile
  var clock: LocalClock
  var now: Timestamp
  /// On the clock of the cluster.
  var serverNow: Timestamp

  /// `30s`, and while it is being made how far it is: `12s of 30s`.
  var lengthText: String {
    let length = profile.duration.map { Format.age($0) } ?? "-"
    guard profile.state == .running, let start = profile.startedAt else { return length }
    return "\(Format.age(max(.zero, serverNow.since(start)))) of \(length)"
  }
}

/// The table of the profiles of a process.
enum ProfileTable {
  static let table = Table<ProfileRow, ProfileRow.ID>(
    columns: [
      TableColumn(
        "started", ColumnSpec("STARTED", minimum: 14), canBeHidden: false,
        cell: { row, _ in
          CellText(row.profile.startedAt.map { row.clock.brief($0, now: row.now) } ?? "-", .title)
        }, key: { .time($0.profile.startedAt) }),
      TableColumn(
        "mode", ColumnSpec("MODE", minimum: 7), cell: { row, _ in CellText(row.profile.mode) },
        key: { .text($0.profile.mode) }),
      TableColumn(
        "state", ColumnSpec("STATE", minimum: 9),
        cell: { row, _ in CellText(row.profile.state.name, role(of: row.profile.state)) },
        key: { .text($0.profile.state.name) }),
      TableColumn(
        "length", ColumnSpec("LENGTH", minimum: 11, alignment: .right, dropOrder: 1),
        cell: { row, _ in CellText(row.lengthText) },
        key: { .duration($0.profile.duration) }),
      TableColumn(
        "message", ColumnSpec("MESSAGE", minimum: 20, maximum: 100, dropOrder: 2),
        cell: { row, _ in
          CellText(row.profile.message ?? "-", row.profile.state == .failed ? .warning : .dim)
        }, key: { .text($0.profile.message ?? "") }),
      TableColumn(
        "file", ColumnSpec("FILE", minimum: 24, maximum: 90, dropOrder: 3),
        cell: { row, _ in CellText(row.profile.file ?? "-", .dim) },
        key: { .text($0.profile.file ?? "") }),
    ], givenOrder: "newest first", id: \.id,
    searched: { row in
      [row.profile.mode, row.profile.state.name, row.profile.file ?? "", row.profile.message ?? ""]
    })

  private static func role(of state: Profile.State) -> Role {
    switch state {
    case .running: .accent
    case .finished: .good
    case .failed: .critical
    case .other: .warning
    }
  }
}

extension ContextReader {
  /// The profiles of a process as listed, the newest first.
  func profileRows(of owner: LogOwner) -> [ProfileRow] {
    let listed = cluster.answers[.profiles(owner)]?.value ?? []
    let rows = listed.enumerated().map { place, profile in
      ProfileRow(
        id: .init(startedAt: profile.startedAt, place: profile.startedAt == nil ? place : 0),
        profile: profile, clock: settings.clock, now: now, serverNow: serverKnownAt)
    }
    return rows.sorted { $1.id < $0.id }
  }
}
