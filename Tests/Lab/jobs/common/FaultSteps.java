package lab;

import java.net.NoRouteToHostException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.java.tuple.Tuple4;

/** What the operators of a bench job do with a record: some milliseconds of work, or their fault. */
final class FaultSteps {
    private FaultSteps() {}

    /** Makes an order of a number: (key, amount, event time, text). Text as of a usual record, so that buffers fill. */
    static final class Parse extends RichMapFunction<Long, Tuple4<Integer, Long, Long, String>> {
        private static final long serialVersionUID = 1L;
        private static final String TEXT = "x".repeat(600);
        /** Garbage collection: what lives on, and how much of the heap that is. */
        private static final List<byte[]> KEPT = new ArrayList<>();

        private final FaultPlan plan;
        private transient long failedAt;

        Parse(FaultPlan plan) {
            this.plan = plan;
        }

        @Override
        public Tuple4<Integer, Long, Long, String> map(Long n) throws Exception {
            FaultPlan.spend(plan.isOn("slow-host") && FaultPlan.isSlowHost() ? 16_000 : 2000);
            if (plan.isOn("flaky-map")) fail();
            if (plan.isOn("gc-pressure")) litter();
            long random = (n * 0x9E3779B97F4A7C15L) >>> 33;
            boolean isHot = plan.isOn("hot-key") ? random % 10 < 9 : plan.is("skew") && random % 10 < 3;
            return Tuple4.of(isHot ? 7 : (int) (random % 4000), 1 + random % 97, n, TEXT);
        }

        /** Each 20 s, in one of the subtasks. */
        private void fail() {
            if (failedAt == 0) failedAt = System.nanoTime();
            boolean isDue = System.nanoTime() - failedAt > 20_000_000_000L;
            if (isDue && Compat.subtask(getRuntimeContext()) == 1) {
                throw new NumberFormatException("For input string: \"12,50\"");
            }
        }

        /** Fills three quarters of the heap for good and makes garbage in the rest. */
        private static void litter() {
            Runtime java = Runtime.getRuntime();
            synchronized (KEPT) {
                if (KEPT.size() * 1_000_000L < java.maxMemory() * 55 / 100) KEPT.add(new byte[1_000_000]);
            }
            byte[][] garbage = new byte[150][];
            for (int i = 0; i < garbage.length; i++) garbage[i] = new byte[20_000];
        }
    }

    /** Gives the record on; used where an operator is there for its watermarks. */
    static final class Clean
            extends RichMapFunction<Tuple4<Integer, Long, Long, String>, Tuple4<Integer, Long, Long, String>> {
        private static final long serialVersionUID = 1L;

        @Override
        public Tuple4<Integer, Long, Long, String> map(Tuple4<Integer, Long, Long, String> order) {
            FaultPlan.spend(1000);
            return order;
        }
    }

    /** A table of a database. */
    static final class Write implements LabSink<Tuple4<Integer, Long, Long, String>> {
        private static final long serialVersionUID = 1L;
        private final FaultPlan plan;
        private final boolean isSlow;

        Write(FaultPlan plan, boolean isSlow) {
            this.plan = plan;
            this.isSlow = isSlow;
        }

        @Override
        public void accept(Tuple4<Integer, Long, Long, String> order) throws Exception {
            boolean isHostSlow = plan.isOn("slow-host") && FaultPlan.isSlowHost();
            FaultPlan.spend(isSlow && plan.isOn(plan.fault) ? 80_000 : isHostSlow ? 24_000 : 3000);
            if (plan.isOn("failing-sink-restarts") || plan.isOn("failing-sink-failed")) {
                throw new NoRouteToHostException("connection to orders-db:5432 failed");
            }
        }
    }
}
