package lab;

import java.time.Duration;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.eventtime.BoundedOutOfOrdernessWatermarks;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeHint;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.tuple.Tuple4;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A job of the bench of faults (`faults`): orders are parsed, enriched, written to a table and summed up. It runs well
 * until its switch file appears. Arguments: job name, fault, switch file, restart delay in seconds
 * or none, checkpoint interval and timeout in millis.
 */
public final class Faults {
    private static final TypeInformation<Tuple4<Integer, Long, Long, String>> ORDER =
            TypeInformation.of(new TypeHint<Tuple4<Integer, Long, Long, String>>() {});
    private static final int P = 4;
    private static final double PER_SECOND = 50;

    public static void main(String[] args) throws Exception {
        FaultPlan plan = new FaultPlan(args[1], args[2]);
        StreamExecutionEnvironment env = Lab.env(args[3], Long.parseLong(args[4]));
        env.setParallelism(P);
        env.setMaxParallelism(128);
        env.getCheckpointConfig().setCheckpointTimeout(Long.parseLong(args[5]));
        env.getCheckpointConfig().setTolerableCheckpointFailureNumber(1_000_000);
        if (plan.is("min-pause")) env.getCheckpointConfig().setMinPauseBetweenCheckpoints(20_000);
        if (plan.is("batch")) env.setRuntimeMode(RuntimeExecutionMode.BATCH);
        if (plan.is("one-chain") || plan.is("one-chain-untimed")) oneChain(env, plan);
        else if (plan.is("two-bottlenecks")) twoPaths(env, plan);
        else orders(env, plan);
        env.execute(args[0]);
    }

    private static DataStream<Long> read(StreamExecutionEnvironment env, FaultPlan plan, String topic) {
        return env.fromSource(new OrderLog(plan, topic, P, PER_SECOND), watermarks(plan, "stalled-source"), topic);
    }

    private static void orders(StreamExecutionEnvironment env, FaultPlan plan) {
        DataStream<Long> numbers = read(env, plan, "orders");
        if (plan.is("idle-union")) numbers = numbers.union(read(env, plan, "refunds"));
        DataStream<Tuple4<Integer, Long, Long, String>> parsed = parse(numbers, plan, "parse");
        if (plan.is("stalled-middle")) {
            parsed = parsed.rebalance()
                    .map(new FaultSteps.Clean())
                    .returns(ORDER)
                    .name("clean times")
                    .assignTimestampsAndWatermarks(
                            Faults.<Tuple4<Integer, Long, Long, String>>watermarks(plan, "stalled-middle"))
                    .name("event time");
        }
        DataStream<Tuple4<Integer, Long, Long, String>> enriched = enrich(parsed, plan, "enrich");
        boolean isChained = plan.is("slow-sink-chained");
        boolean isSlow = isChained || plan.is("slow-sink") || plan.is("checkpoint-timeout");
        Compat.sink(isChained ? enriched : enriched.rebalance(), new FaultSteps.Write(plan, isSlow)).name("jdbc orders");
        if (plan.is("no-event-time")) return;
        Compat.discard(enriched.keyBy(r -> r.f0 % 20)
                        .window(Compat.tumbling(5000))
                        .reduce((a, b) -> Tuple4.of(a.f0, a.f1 + b.f1, Math.max(a.f2, b.f2), ""))
                        .name("revenue")
                        .setParallelism(2))
                .name("dashboard")
                .setParallelism(2);
    }

    private static void oneChain(StreamExecutionEnvironment env, FaultPlan plan) {
        DataStream<Tuple4<Integer, Long, Long, String>> parsed =
                read(env, plan, "orders").map(new FaultSteps.Parse(plan)).returns(ORDER).name("parse");
        Compat.sink(parsed, new FaultSteps.Write(plan, true)).name("jdbc orders");
    }

    /** Two paths that have nothing to do with each other, each with a bottleneck of its own. */
    private static void twoPaths(StreamExecutionEnvironment env, FaultPlan plan) {
        Compat.sink(
                        enrich(parse(read(env, plan, "orders"), plan, "parse"), plan, "enrich").rebalance(),
                        new FaultSteps.Write(plan, false))
                .name("jdbc orders");
        Compat.sink(
                        enrich(parse(read(env, plan, "refunds"), plan, "check"), plan, "match refunds").rebalance(),
                        new FaultSteps.Write(plan, false))
                .name("jdbc refunds");
    }

    private static SingleOutputStreamOperator<Tuple4<Integer, Long, Long, String>> parse(
            DataStream<Long> numbers, FaultPlan plan, String name) {
        return numbers.rebalance().map(new FaultSteps.Parse(plan)).returns(ORDER).name(name);
    }

    private static SingleOutputStreamOperator<Tuple4<Integer, Long, Long, String>> enrich(
            DataStream<Tuple4<Integer, Long, Long, String>> orders, FaultPlan plan, String name) {
        return orders.keyBy(r -> r.f0).process(new Enrich(plan)).returns(ORDER).name(name);
    }

    /** Watermarks 1 s behind, none where the job has no event time; they stand still once `fault` is on. */
    private static <T> WatermarkStrategy<T> watermarks(FaultPlan plan, String fault) {
        if (plan.is("no-event-time") || plan.is("one-chain-untimed")) return WatermarkStrategy.noWatermarks();
        if (plan.is("idleness-start") || plan.is("idleness-later")) {
            return WatermarkStrategy.<T>forBoundedOutOfOrderness(Duration.ofSeconds(1)).withIdleness(Duration.ofSeconds(5));
        }
        if (!plan.is(fault)) return WatermarkStrategy.forBoundedOutOfOrderness(Duration.ofSeconds(1));
        return WatermarkStrategy.forGenerator(context -> new Stalling<T>(plan, fault));
    }

    private static final class Stalling<T> implements WatermarkGenerator<T> {
        private final BoundedOutOfOrdernessWatermarks<T> inner =
                new BoundedOutOfOrdernessWatermarks<>(Duration.ofSeconds(1));
        private final FaultPlan plan;
        private final String fault;

        Stalling(FaultPlan plan, String fault) {
            this.plan = plan;
            this.fault = fault;
        }

        @Override
        public void onEvent(T event, long time, WatermarkOutput out) {
            inner.onEvent(event, time, out);
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput out) {
            if (!plan.isOn(fault)) inner.onPeriodicEmit(out);
        }
    }
}
