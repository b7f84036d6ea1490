package lab;

import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Works for 90 s (args[0]); then one of two subtasks never gets done with a record. */
public final class Hangs {
    public static void main(String[] args) throws Exception {
        int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 90;
        StreamExecutionEnvironment env = Lab.env("6", 3000);
        env.setParallelism(2);
        Compat.discard(
                        Lab.source(env, "clicks", 2, 200, 50, 0)
                                .keyBy(r -> r.f0)
                                .map(new Loop(seconds))
                                .returns(Lab.REC)
                                .name("parse page")
                                .keyBy(r -> r.f0 + 1)
                                .map(r -> r)
                                .returns(Lab.REC)
                                .name("count"))
                .name("index");
        env.execute("hangs");
    }

    static final class Loop extends RichMapFunction<Tuple3<Integer, Long, Long>, Tuple3<Integer, Long, Long>> {
        private static final long serialVersionUID = 1L;
        private final int seconds;
        private transient long since;

        Loop(int seconds) {
            this.seconds = seconds;
        }

        @Override
        public Tuple3<Integer, Long, Long> map(Tuple3<Integer, Long, Long> r) {
            if (since == 0) since = System.nanoTime();
            boolean isLate = (System.nanoTime() - since) / 1e9 > seconds;
            while (isLate && Compat.subtask(getRuntimeContext()) == 1 && r.f1 < Long.MAX_VALUE) {
                // A regular expression without end, say; a cancellation interrupts it.
                if (Thread.currentThread().isInterrupted()) throw new IllegalStateException("interrupted");
            }
            return r;
        }
    }
}
