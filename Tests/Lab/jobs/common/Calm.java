package lab;

import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** One slot, no pressure, quick checkpoints: a job to savepoint, stop and cancel. args[0] is its name. */
public final class Calm {
    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = Lab.env("3", 2000);
        Compat.discard(Lab.source(env, "ticks", 1, 20, 50, 0).keyBy(r -> r.f0).map(r -> r).returns(Lab.REC).name("count"))
                .name("void");
        env.execute(args.length > 0 ? args[0] : "calm");
    }
}
