import StreamModel
import TerminalUI

/// What of a form is shown: its head, as many fields as there is room for, and the question.
struct FormLayout {
  var head: [[Span]]
  /// Places of the fields that are shown.
  var shown: Range<Int>
  /// False where its head and one field have no room: then it confirms nothing.
  var isWhole: Bool
}

extension DashboardState {
  private var formWidth: Int { min(max(72, size.columns * 6 / 10), 100, size.columns - 4) }

  func formLayout(_ form: FormDialog) -> FormLayout {
    let head = formHead(form)
    // The frame, a line of the screen above and below, a blank, the question and the hint.
    let room = size.rows - 4 - head.count - 3
    let count = max(0, min(form.fields.count, room))
    let place = if case .field(let place) = form.focus { place } else { 0 }
    let start = max(0, min(place - count + 1, form.fields.count - count))
    return FormLayout(
      head: head, shown: start..<(start + count),
      isWhole: room >= min(1, form.fields.count))
  }

  private func formHead(_ form: FormDialog) -> [[Span]] {
    func line(_ label: String, _ value: String, isBold: Bool = false) -> [[Span]] {
      let padded = label + String(repeating: " ", count: max(1, 9 - label.count))
      // Paths and ids are told in full.
      return Wrapping.lines(value, width: formWidth - 13, limit: 6).enumerated().map {
        [
          Span($0.offset == 0 ? padded : String(repeating: " ", count: 9), .dim),
          Span($0.element, .text, isBold: isBold),
        ]
      }
    }
    func wrapped(_ text: String, _ role: Role = .text) -> [[Span]] {
      Wrapping.lines(text, width: formWidth - 4, limit: 6).map { [Span($0, role)] }
    }
    var lines: [[Span]] = []
    switch form.purpose {
    case .upload: lines += wrapped("Sends a file of this machine to the cluster.")
    case .run(let jar):
      if let jar { lines += line("jar", jar.name, isBold: true) + line("id", jar.id.text) }
      lines += wrapped("Starts the program of the jar.")
    case .plan(let jar):
      lines += line("jar", jar.name, isBold: true) + line("id", jar.id.text)
      lines += wrapped(
        "Runs the program on the \(cluster.traits.controller) up to where its job would start.")
    case .deleteJar(let jar):
      lines += line("jar", jar.name, isBold: true) + line("id", jar.id.text)
      lines += wrapped("Deletes the upload. Jobs that were started from it go on.")
    case .dispose(let path):
      lines += line("path", path, isBold: true)
      lines += wrapped(
        "Deletes the savepoint with all its files, for good. No job can be started from it then.")
    case .cancelApplication(let id, let name):
      lines += line("name", name, isBold: true) + line("id", id.text)
      lines += wrapped(
        "Cancels the application with every job of it that runs. No savepoint is taken.")
    case .rescale(let job, let name):
      lines += line("job", name, isBold: true) + line("id", job.text)
      lines += wrapped(
        "Sets how parallel each vertex may run. The job restarts from its last checkpoint when "
          + "\(cluster.traits.shortName) has the slots for it.")
    case .profile(_, let name):
      lines += line("process", name, isBold: true)
      lines += wrapped(
        "Samples what the process does, for a while. That costs it some CPU and changes nothing; "
          + "a process takes one profile at a time.")
    case .control(let job, let name, let kind, _):
      lines += line("topology", name, isBold: true) + line("id", job.text)
      lines += wrapped(Self.consequence(kind))
    case .heapDump(let job, let name, let target):
      lines += line("instance", target.instance, isBold: true)
      lines += line("host", target.host ?? "-", isBold: true)
      lines += line("topology", name) + line("id", job.text)
      lines += wrapped(
        "Has jmap write the heap to \(HeapDumpTarget.path) on that host, in the place of one from before. "
          + "The process stands still meanwhile, and the file may be as large as its heap.")
    case .saveProfile(let owner, let file):
      lines += line("process", name(of: owner)) + line("profile", file, isBold: true)
      lines += wrapped("Saves the page, which a browser shows, to a new file of this machine.")
    }
    lines += line("cluster", "\(form.cluster.name)  \(form.cluster.endpoint)")
    if let trouble = formTrouble(form) {
      lines += wrapped(trouble, .warning)
    } else if case .rescale = form.purpose, form.fields.isEmpty {
      lines += wrapped("The present bounds are being asked for.", .dim)
    }
    return lines
  }

  private static func consequence(_ kind: TopologyControl.Kind) -> String {
    switch kind {
    case .activate: "Its spouts emit again."
    case .deactivate:
      "Its spouts emit nothing until it is activated again. It is not killed: its containers stay."
    case .restart:
      "Starts all its containers anew, or the one that is named. What they hold in memory is lost."
    case .update:
      "Gives components more or fewer instances, or the topology other containers, or sets settings. Heron "
        + "moves instances for it; what they hold in memory is lost."
    // It has a form of its own.
    case .heapDump: ""
    }
  }

  func drawForm(_ form: FormDialog, in frame: inout Frame) {
    let layout = formLayout(form)
    let inside = window(
      columns: formWidth, rows: layout.head.count + layout.shown.count + 5, title: form.title,
      role: form.confirmationWord == nil ? nil : .danger, in: &frame)
    let column = inside.column + 1
    let width = inside.columns - 2
    var row = inside.row
    for spans in layout.head where row < inside.endRow {
      frame.put(spans, column: column, row: row, limit: width, charset: settings.charset)
      row += 1
    }
    let labels = form.fields.map { CellWidth.of($0.label) }.max() ?? 0
    let labelWidth = min(labels, width / 3)
    for place in layout.shown where row < inside.endRow {
      draw(
        form.fields[place], isFocused: form.focus == .field(place), labelWidth: labelWidth,
        at: Rect(column: column, row: row, columns: width, rows: 1), in: &frame)
      row += 1
    }
    row = min(row + 1, inside.endRow - 2)
    drawFormQuestion(form, layout, at: (column, row), width: width, in: &frame)
    frame.put(
      form.hint ?? "", column: column, row: row + 1, limit: width, style: Style(.warning),
      charset: settings.charset)
  }

  private func draw(
    _ field: FormDialog.Field, isFocused: Bool, labelWidth: Int, at line: Rect,
    in frame: inout Frame
  ) {
    frame.put(
      field.label, column: line.column, row: line.row, limit: labelWidth, style: .dim,
      charset: settings.charset)
    let start = line.column + labelWidth + 1
    let room = line.endColumn - start
    switch field.content {
    case .choice:
      var span = Span("< \(field.text) >", isFocused ? .input : .text)
      span.style.isReversed = isFocused
      frame.put(
        [span, Span("  \(field.remark)", .dim)], column: start, row: line.row, limit: room,
        charset: settings.charset)
    case .text(let text):
      // A number needs little, and what is known of its vertex stands behind it.
      let isNumber =
        switch field.name {
        case .vertex, .parallelism, .seconds, .container, .containers: true
        default: false
        }
      let width = isNumber ? min(8, room - 3) : room - 3
      frame.put("[", column: start, row: line.row, style: .dim)
      text.draw(
        column: start + 2, row: line.row, width: width,
        placeholder: isNumber ? "" : field.remark, isFocused: isFocused, in: &frame)
      frame.put("]", column: start + 2 + width, row: line.row, style: .dim)
      if isNumber {
        frame.put(
          field.remark, column: start + 4 + width, row: line.row,
          limit: max(0, room - width - 4), style: .dim, charset: settings.charset)
      }
    }
  }

  private func drawFormQuestion(
    _ form: FormDialog, _ layout: FormLayout, at place: (column: Int, row: Int), width: Int,
    in frame: inout Frame
  ) {
    let leave = [Span("Esc", .key), Span(" leave", .keyLabel)]
    func put(_ spans: [Span]) {
      frame.put(
        spans, column: place.column, row: place.row, limit: width, charset: settings.charset)
    }
    guard layout.isWhole else {
      return put([Span("the terminal is too low for this    ", .warning, isBold: true)] + leave)
    }
    guard form.isReadable else { return put(leave) }
    if let word = form.confirmationWord {
      let question = [Span("type "), Span(word, .danger, isBold: true), Span(" and Enter: ")]
      put(question)
      let start = place.column + question.reduce(0) { $0 + CellWidth.of($1.text) }
      form.word.draw(
        column: start, row: place.row, width: 12, placeholder: "",
        isFocused: form.focus == .question, in: &frame)
      if start + 23 <= place.column + width {
        frame.put(leave, column: start + 14, row: place.row)
      }
      return
    }
    if case .rescale = form.purpose, form.fields.isEmpty {
      let stop = [Span("S", .key), Span(" stop with savepoint    ", .keyLabel)]
      return put((formTrouble(form) == nil ? [] : stop) + leave)
    }
    if case .question = form.focus {
      let verb =
        switch form.purpose {
        case .upload: "upload it"
        case .run: "run it"
        case .plan: "plan it"
        case .profile: "start it"
        case .saveProfile: "save it"
        case .control(_, _, let kind, _): "\(kind.rawValue) it"
        case .heapDump: "dump it"
        default: "do it"
        }
      let change = [Span("Tab", .key), Span(" fields    ", .keyLabel)]
      put(
        [Span("y", .key, isBold: true), Span(" \(verb)    ", .keyLabel)]
          + (form.fields.isEmpty ? [] : change) + leave)
    } else {
      put([Span("Enter", .key), Span(" done    ", .keyLabel)] + leave)
    }
  }
}
