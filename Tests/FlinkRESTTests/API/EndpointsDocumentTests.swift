import FlinkREST
import Foundation
import HTTPTransport
import Testing

@Suite("Sources/ENDPOINTS.md")
struct EndpointsDocumentTests {
  private static let file = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../Sources/ENDPOINTS.md").standardizedFileURL

  @Test("is the table of endpoints; FLINKTOP_RECORD_ENDPOINTS=1 writes it")
  func isTheTable() throws {
    if ProcessInfo.processInfo.environment["FLINKTOP_RECORD_ENDPOINTS"] == "1" {
      try Self.text.write(to: Self.file, atomically: true, encoding: .utf8)
    }
    let written = try String(contentsOf: Self.file, encoding: .utf8)
    #expect(written == Self.text, "the file should read:\n\(Self.text)")
  }

  private static let text = """
    # Flink's REST API, and what flinktop uses of it

    Every endpoint of Flink's monitoring REST API, 1.13 to 2.3, from `APITable` in `FlinkREST/API`; `flinktop api --list`
    prints the same. A path may have `/v1` before it. "Since 1.13" is said of what is older, too. An endpoint is harmless where it changes
    nothing and runs nothing of a user's: `flinktop api` asks those without a word, and under `--read-only` no others.
    A parameter of the query is named behind `?`. A history server has some of the GETs only.

    \(APITable.sections.map(section).joined(separator: "\n\n"))

    """

  private static func section(_ section: APITable.Section) -> String {
    let rows = section.endpoints.map { endpoint in
      let query =
        endpoint.parameters.isEmpty ? "" : "?" + endpoint.parameters.joined(separator: "&")
      let needs = endpoint.needs.map { " Needs `\($0)`." } ?? ""
      let cells = [
        "`\(endpoint.method.rawValue) \(endpoint.path)\(query)`", endpoint.releases,
        endpoint.isHarmless ? "yes" : "no", endpoint.summary + needs, endpoint.use,
      ]
      return "| \(cells.joined(separator: " | ")) |"
    }
    let head = ["| endpoint | since | harmless | answers | used |", "|---|---|---|---|---|"]
    return "## \(section.title)\n\n" + (head + rows).joined(separator: "\n")
  }
}
