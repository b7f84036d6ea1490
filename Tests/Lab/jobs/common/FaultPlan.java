package lab;

import java.io.File;
import java.io.Serializable;
import java.util.concurrent.locks.LockSupport;

/** Which fault a bench job has, and since when: it begins once the switch file exists. */
final class FaultPlan implements Serializable {
    private static final long serialVersionUID = 1L;
    private static volatile boolean isThrown;
    private static boolean isWatched;

    final String fault;
    /** Millis of the day when partitions began to get records. */
    final long epoch = System.currentTimeMillis();

    private final String switchFile;

    FaultPlan(String fault, String switchFile) {
        this.fault = fault;
        this.switchFile = switchFile;
    }

    /** Of this fault, whether switched on or not. */
    boolean is(String name) {
        return fault.equals(name);
    }

    /** Of this fault, and switched on. */
    boolean isOn(String name) {
        return fault.equals(name) && isOn();
    }

    private boolean isOn() {
        if (!isWatched) watch(switchFile);
        return isThrown;
    }

    /** Looks for the file each 100 ms, once a JVM, until the bench removes its folder. */
    private static synchronized void watch(String path) {
        if (isWatched) return;
        File file = new File(path).getAbsoluteFile();
        isThrown = file.exists();
        isWatched = true;
        Thread thread = new Thread(
                () -> {
                    while (file.getParentFile().isDirectory()) {
                        isThrown = file.exists();
                        LockSupport.parkNanos(100_000_000);
                    }
                },
                "fault switch");
        thread.setDaemon(true);
        thread.start();
    }

    /** Whether this JVM is the TaskManager that the bench slows down. */
    static boolean isSlowHost() {
        return System.getProperty("log.file", "").contains("taskmanager-2");
    }

    /** Keeps a task busy without a processor; ends early where its job is cancelled. */
    static void spend(long micros) {
        long end = System.nanoTime() + micros * 1000;
        for (long left = micros * 1000; left > 0; left = end - System.nanoTime()) {
            if (Thread.currentThread().isInterrupted()) throw new IllegalStateException("interrupted");
            LockSupport.parkNanos(left);
        }
    }
}
