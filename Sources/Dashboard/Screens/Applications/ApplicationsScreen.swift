import StreamModel
import TerminalUI

/// The Applications screen (2.3 on): programs with the jobs that they have started.
struct ApplicationsScreen: Screen, Hashable {
  static let sign = ScreenSign(
    name: "applications", title: "Applications", key: nil,
    summary: "Applications with their jobs (2.3 on)", topic: .cluster, needs: [.applications])

  /// What is listed.
  enum Pane: Hashable {
    case applications
    case jobs(ApplicationID)
    case settings(ApplicationID)
  }

  var pane = Pane.applications
  var table = TableState<ApplicationID>()
  var jobs = TableState<JobID>()
  var settings = TableState<Int>()

  init?(_ subject: Subject, in context: Context) {
    guard subject == .cluster else { return nil }
  }

  var subject: Subject { .cluster }

  /// False while the configuration of one is open.
  var isListing: Bool { if case .settings = pane { false } else { true } }

  /// The application that is open, or under the cursor.
  func id(in context: Context) -> ApplicationID? {
    switch pane {
    case .applications: table.cursor
    case .jobs(let id), .settings(let id): id
    }
  }

  /// The same as it is listed.
  func selected(in context: Context) -> ApplicationSummary? {
    let wanted = id(in: context)
    return context.cluster.answers[.applications]?.value.first { $0.id == wanted }
  }

  func job(in context: Context) -> JobID? {
    switch pane {
    case .applications: onlyJob(in: context)
    case .jobs: jobs.cursor
    case .settings: nil
    }
  }

  /// Of the application under the cursor, where it has one.
  private func onlyJob(in context: Context) -> JobID? {
    let jobs = table.cursor.map { context.applicationJobRows(of: $0) } ?? []
    return jobs.count == 1 ? jobs[0].job.id : nil
  }

  func trail(in context: Context) -> [String] {
    switch pane {
    case .applications: []
    case .jobs(let id), .settings(let id): [selected(in: context)?.name ?? id.text]
    }
  }

  mutating func settle(in context: Context) {
    let layout = ApplicationsLayout(context.size)
    table.arrange(context.applicationRows, in: ApplicationTable.table)
    table.scroll(height: layout.table.rows - 1)
    switch pane {
    case .applications: break
    case .jobs(let id):
      jobs.arrange(context.applicationJobRows(of: id), in: ApplicationTable.jobs)
      jobs.scroll(height: layout.whole.rows - 1)
    case .settings(let id):
      settings.arrange(context.settingRows(of: id), in: SettingTable.table)
      settings.scroll(height: layout.whole.rows - 1)
    }
  }

  func demand(in context: Context) -> Demand {
    var questions = [AnyQuestion(.applications)]
    switch pane {
    case .applications:
      if let id = table.cursor {
        questions += [AnyQuestion(.application(id)), AnyQuestion(.applicationFailures(id))]
      }
    case .jobs(let id): questions.append(AnyQuestion(.application(id)))
    case .settings(let id): questions.append(AnyQuestion(.applicationConfiguration(id)))
    }
    return Demand(questions: questions)
  }

  func draw(in context: Context, frame: inout Frame) { picture(in: context).draw(in: &frame) }

  func drawHead(in context: Context, frame: inout Frame) {
    picture(in: context).drawHead(in: &frame)
  }

  func list(in context: Context) -> CurrentList? {
    let layout = ApplicationsLayout(context.size)
    return switch pane {
    case .applications:
      CurrentList(
        "Applications", ApplicationTable.table, table,
        at: ApplicationTable.table.placement(hiding: table.hidden, in: layout.table))
    case .jobs:
      CurrentList(
        "Jobs of an application", ApplicationTable.jobs, jobs,
        at: ApplicationTable.jobs.placement(hiding: jobs.hidden, in: layout.whole))
    case .settings:
      CurrentList(
        "Configuration", SettingTable.table, settings,
        at: SettingTable.table.placement(hiding: settings.hidden, in: layout.whole))
    }
  }

  mutating func inList(_ action: TableAction) {
    switch pane {
    case .applications: table.take(action)
    case .jobs: jobs.take(action)
    case .settings: settings.take(action)
    }
  }

  mutating func hold() {
    table.hasMoved = true
    switch pane {
    case .applications: break
    case .jobs: jobs.hasMoved = true
    case .settings: settings.hasMoved = true
    }
  }

  func canOpen(in context: Context) -> Bool {
    switch pane {
    case .applications: table.cursor.map { !context.applicationJobRows(of: $0).isEmpty } ?? false
    case .jobs: jobs.cursor != nil
    case .settings: settings.cursor != nil
    }
  }

  mutating func open(in context: Context) -> [ScreenEffect] {
    switch pane {
    case .applications:
      if let job = onlyJob(in: context) { return [.go(Place(JobScreen.self, .job(job)))] }
      if let id = table.cursor { show(.jobs(id)) }
      return []
    case .jobs: return jobs.cursor.map { [.go(Place(JobScreen.self, .job($0)))] } ?? []
    case .settings(let id):
      let row = context.settingRows(of: id).first { $0.id == settings.cursor }
      return row.map { [.show(.text(title: SafeText.plain($0.key), body: $0.value, offset: 0))] }
        ?? []
    }
  }

  /// Opens one of its lists, from the beginning.
  mutating func show(_ pane: Pane) {
    self.pane = pane
    jobs = TableState()
    settings = TableState()
  }

  mutating func back(in context: Context) -> Bool {
    if clearFilter(in: context) { return true }
    guard pane != .applications else { return false }
    pane = .applications
    return true
  }

  func copied(in context: Context) -> String? {
    switch pane {
    case .applications: table.cursor?.text
    case .jobs: jobs.cursor?.text
    case .settings(let id):
      context.settingRows(of: id).first { $0.id == settings.cursor }?.whole
    }
  }
}

/// Where the parts of the Applications screen lie.
struct ApplicationsLayout {
  /// With its frame.
  var list: Rect
  var table: Rect
  /// With its frame; empty where rows are scarce.
  var detail: Rect
  /// The inside of a list that has the whole screen.
  var whole: Rect

  init(_ size: Size) {
    let body = ScreenLayout(size).body
    let below = body.rows < 14 ? 0 : min(12, body.rows / 2)
    list = body.inset(bottom: below)
    table = list.inset(left: 1, top: 1, right: 1, bottom: 1)
    detail = body.inset(top: body.rows - below)
    whole = body.inset(left: 1, top: 1, right: 1, bottom: 1)
  }
}
