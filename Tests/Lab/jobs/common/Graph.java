package lab;

import java.io.FileOutputStream;
import java.io.ObjectOutputStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** Writes the job graph of a calm job to a file, for POST /jobs: args are the file and the job's name. Runs no job. */
public final class Graph {
    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = Lab.env("3", 2000);
        env.setParallelism(1);
        Compat.discard(Lab.source(env, "ticks", 1, 20, 50, 0).keyBy(r -> r.f0).map(r -> r).returns(Lab.REC).name("count"))
                .name("void");
        StreamGraph graph = env.getStreamGraph();
        graph.setJobName(args[1]);
        try (ObjectOutputStream out = new ObjectOutputStream(new FileOutputStream(args[0]))) {
            out.writeObject(graph.getJobGraph());
        }
    }
}
