import ArgumentParser
import FlinkREST
import Foundation
import HTTPTransport
import Testing

@testable import Dashboard
@testable import flinktop

@Suite("flinktop api --list")
struct APIListingTests {
  @Test("has every endpoint with its whole path, in lines of at most 80 cells")
  func text() {
    let text = APIListing.text(.text)
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 && $0.last != " " })
    // A path that goes on in the next line does so from a slash on.
    let joined = text.replacing(/\n +\//, with: "/")
    for endpoint in APITable.all {
      let method = endpoint.method.rawValue
      let head = method + String(repeating: " ", count: 7 - method.count) + endpoint.path + "\n"
      #expect(joined.contains(head), "\(endpoint.path)")
    }
  }

  @Test("says since when an endpoint is there, what it needs, and who uses it")
  func rest() {
    let words = APIListing.text(.text).replacing(/\n +/, with: " ")
    #expect(
      words.contains(
        "GET    /taskmanagers/:taskmanagerid 1.13 on. A TaskManager with memory, garbage collection and "
          + "slots. Used: screens TaskManagers, TaskManager; commands taskmanagers."))
    #expect(
      words.contains(
        "POST   /jobmanager/profiler 1.19 on. Profiles the JobManager for a while. "
          + "Needs rest.profiling.enabled. Used: screens Profiles."))
  }

  @Test("says of what no screen and no command asks that it is for flinktop api")
  func others() {
    let words = APIListing.text(.text).replacing(/\n +/, with: " ")
    #expect(
      words.contains(
        "GET    /jobs 1.13 on. Ids and states of all jobs. Used: only flinktop api."))
  }

  @Test("names screens and commands that there are")
  func names() {
    let screens = Set(Screens.all.map { $0.sign.title } + [WallScreen.sign.title, "all"])
    let commands = Set(
      Flinktop.configuration.subcommands.map { $0.configuration.commandName ?? "" })
    for endpoint in APITable.all {
      #expect(Set(endpoint.screens).isSubset(of: screens), "\(endpoint.path): \(endpoint.screens)")
      #expect(Set(endpoint.commands).isSubset(of: commands), "\(endpoint.path)")
    }
  }

  @Test("is a document too")
  func json() throws {
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(APIListing.text(.json).utf8)) as? [String: Any])
    #expect(document["schema"] as? String == "flinktop/1")
    let endpoints = try #require(document["endpoints"] as? [[String: Any]])
    #expect(endpoints.count == APITable.all.count)
    let exceptions = try #require(
      endpoints.first { $0["path"] as? String == "/jobs/:jobid/exceptions" })
    #expect(exceptions["method"] as? String == "GET" && exceptions["since"] as? String == "1.13")
    #expect(exceptions["until"] is NSNull && exceptions["isHarmless"] as? Bool == true)
    #expect(exceptions["parameters"] as? [String] == ["maxExceptions", "failureLabelFilter"])
    #expect((exceptions["screens"] as? [String])?.contains("Exceptions") == true)
    #expect((exceptions["use"] as? String)?.hasPrefix("screens Jobs, ") == true)
  }
}
