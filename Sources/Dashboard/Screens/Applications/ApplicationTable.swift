package import StreamModel
package import TerminalUI

/// An application in a list.
package struct ApplicationRow {
  package var application: ApplicationSummary
  var clock: LocalClock
  var now: Timestamp

  /// `2 RUNNING, 1 FINISHED`; the states in their order in a job's life.
  var jobs: String {
    let states = JobState.known.filter { application.jobs[$0] != nil }
    let others = application.jobs.keys.filter { !states.contains($0) }.sorted {
      $0.name < $1.name
    }
    return (states + others).map { "\(application.jobs[$0] ?? 0) \(SafeText.plain($0.name))" }
      .joined(separator: ", ")
  }

  /// It counts on while the application goes on.
  var duration: Duration? {
    guard !application.state.isTerminal, application.endTime == nil,
      let start = application.startTime
    else { return application.duration }
    return max(application.duration ?? .zero, now.since(start))
  }
}

/// The tables of the Applications screen.
package enum ApplicationTable {
  package static let table = Table<ApplicationRow, ApplicationID>(
    columns: [
      TableColumn(
        "name", ColumnSpec("APPLICATION", minimum: 16, maximum: 60), canBeHidden: false,
        cell: { row, _ in CellText(row.application.name, .title) },
        key: { .text($0.application.name.lowercased()) }),
      TableColumn(
        "state", ColumnSpec("STATE", minimum: 9, maximum: 12),
        cell: { row, _ in
          CellText(row.application.state.name, row.application.state.role)
        }, key: { .text($0.application.state.name) }),
      TableColumn(
        "start", ColumnSpec("START", minimum: 11, alignment: .right, dropOrder: 2),
        cell: { row, _ in
          row.application.startTime.map { CellText(row.clock.brief($0, now: row.now)) } ?? .unknown
        }, key: { .time($0.application.startTime) }),
      TableColumn(
        "duration", ColumnSpec("DURATION", minimum: 8, alignment: .right, dropOrder: 3),
        cell: { row, _ in
          row.duration.map { CellText(Format.duration($0)) } ?? .unknown
        }, key: { .duration($0.duration) }),
      TableColumn(
        "jobs", ColumnSpec("JOBS", minimum: 11, maximum: 50, dropOrder: 1),
        cell: { row, _ in row.jobs.isEmpty ? .unknown : CellText(row.jobs) },
        key: { .number(Double($0.application.jobs.values.reduce(0, +))) }),
      TableColumn(
        "id", ColumnSpec("ID", minimum: 32, dropOrder: 4),
        cell: { row, _ in CellText(row.application.id.text, .dim) },
        key: { .text($0.application.id.text) }),
    ], givenOrder: "latest start first", id: \.application.id,
    searched: { [$0.application.name, $0.application.id.text, $0.application.state.name] })

  /// The jobs of one.
  static let jobs = Table<ApplicationJobRow, JobID>(
    columns: [
      TableColumn(
        "name", ColumnSpec("JOB", minimum: 16, maximum: 60), canBeHidden: false,
        cell: { row, _ in CellText(row.job.name, .title) },
        key: { .text($0.job.name.lowercased()) }),
      TableColumn(
        "state", ColumnSpec("STATE", minimum: 9, maximum: 12),
        cell: { row, _ in CellText(row.job.state.name, row.job.state.role) },
        key: { .text($0.job.state.name) }),
      TableColumn(
        "start", ColumnSpec("START", minimum: 11, alignment: .right, dropOrder: 1),
        cell: { row, _ in
          row.job.startTime.map { CellText(row.clock.brief($0, now: row.now)) } ?? .unknown
        }, key: { .time($0.job.startTime) }),
      TableColumn(
        "duration", ColumnSpec("DURATION", minimum: 8, alignment: .right, dropOrder: 2),
        cell: { row, _ in
          row.duration.map { CellText(Format.duration($0)) } ?? .unknown
        }, key: { .duration($0.duration) }),
      TableColumn(
        "id", ColumnSpec("ID", minimum: 32, dropOrder: 3),
        cell: { row, _ in CellText(row.job.id.text, .dim) }, key: { .text($0.job.id.text) }),
    ], givenOrder: "as told", id: \.job.id,
    searched: { [$0.job.name, $0.job.id.text, $0.job.state.name] })
}

/// A job of an application in a list.
struct ApplicationJobRow {
  var job: JobSummary
  var clock: LocalClock
  var now: Timestamp

  /// It counts on while the job goes on.
  var duration: Duration? {
    guard !job.state.isTerminal, job.endTime == nil, let start = job.startTime else {
      return job.duration
    }
    return max(job.duration ?? .zero, now.since(start))
  }
}

extension ContextReader {
  /// The applications, the one that started last first.
  var applicationRows: [ApplicationRow] {
    let never = Timestamp(milliseconds: 0)
    return (cluster.answers[.applications]?.value ?? [])
      .sorted { ($0.startTime ?? never, $0.id) > ($1.startTime ?? never, $1.id) }
      .map { ApplicationRow(application: $0, clock: settings.clock, now: serverKnownAt) }
  }

  func applicationJobRows(of id: ApplicationID) -> [ApplicationJobRow] {
    (cluster.answers[.application(id)]?.value.jobs ?? []).map {
      ApplicationJobRow(job: $0, clock: settings.clock, now: serverKnownAt)
    }
  }

  /// What is set of the process that runs it, by key.
  func settingRows(of id: ApplicationID) -> [SettingRow] {
    (cluster.answers[.applicationConfiguration(id)]?.value ?? []).enumerated().map {
      SettingRow(id: $0.offset, kind: .setting, key: $0.element.key, value: $0.element.value)
    }
  }
}

extension ReportContext {
  /// The one that started last first.
  package var applications: [ApplicationRow] { applicationRows }
}
