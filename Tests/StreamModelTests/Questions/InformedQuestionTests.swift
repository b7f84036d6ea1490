import StreamModel
import Testing

@Suite("Questions that carry what the model knows")
struct InformedQuestionTests {
  @Test(
    "one about a vertex is told where it stands in the job",
    arguments: [("source", true, true), ("map", false, true), ("sink", false, false)])
  func site(id: String, isSource: Bool, hasDownstream: Bool) {
    var bench = Bench()
    let vertex = VertexID(id)
    #expect(LoadQuestion(.orders, vertex).informed(by: bench.cluster).site == nil)
    bench.detail([SteadyVertex].line.detail(at: 1), at: at(1))
    let name = bench.job.vertex(vertex)?.name ?? "-"
    let site = VertexSite(name: name, isSource: isSource, hasDownstream: hasDownstream)
    let load = LoadQuestion(.orders, vertex).informed(by: bench.cluster)
    let watermarks = WatermarksQuestion(.orders, vertex).informed(by: bench.cluster)
    #expect(load.site == site)
    #expect(watermarks.site == site)
    #expect(load.key == LoadQuestion(.orders, vertex).key)
    #expect(watermarks.key == WatermarksQuestion(.orders, vertex).key)
    let stray = LoadQuestion(.orders, VertexID("nobody")).informed(by: bench.cluster)
    #expect(stray.site == nil)
  }
}
