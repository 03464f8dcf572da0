package dev.otastub.oss;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Threads that take digests beside those that read and write, and the memory for it: for as many files at once as there are
 * processors. A file that finds none free is digested by the thread that reads it. Threads that have nothing to do end.
 */
final class DigestThreads {

    private static final int COPY = 128 * 1024;
    private static final int COPIES = 4;
    private static final long IDLE_SECONDS = 5;

    private final ThreadPoolExecutor threads;
    private final Deque<Copies> free = new ArrayDeque<>();
    private int unmade;

    /** @param most for how many files at once; 0 for none */
    DigestThreads(int most) {
        threads = new ThreadPoolExecutor(
                Math.max(1, most),
                Math.max(1, most),
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> {
                    Thread thread = new Thread(task, "ota-stub-digests");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        unmade = most;
    }

    /** With a single processor there is nothing beside which a thread could work. */
    static DigestThreads asManyAs(int processors) {
        return new DigestThreads(processors < 2 ? 0 : processors);
    }

    /** To be given back. */
    synchronized Optional<Copies> copies() {
        if (free.isEmpty() && unmade > 0) {
            unmade--;
            return Optional.of(new Copies());
        }
        return Optional.ofNullable(free.poll());
    }

    /** To be called when none of them is being read any more. */
    synchronized void giveBack(Copies copies) {
        copies.empty();
        free.push(copies);
    }

    /** A ring of buffers: one is filled while others are read. */
    final class Copies {

        private final List<ByteBuffer> buffers = new ArrayList<>();
        private final List<CompletableFuture<Void>> read = new ArrayList<>();
        private int filling;

        private Copies() {
            for (int i = 0; i < COPIES; i++) {
                buffers.add(ByteBuffer.allocate(COPY));
                read.add(CompletableFuture.completedFuture(null));
            }
        }

        /** Copies as much as there is room for. */
        int take(byte[] bytes, int offset, int length) {
            ByteBuffer buffer = buffers.get(filling);
            int count = Math.min(length, buffer.remaining());
            buffer.put(bytes, offset, count);
            return count;
        }

        private void empty() {
            buffers.get(filling).clear();
        }

        boolean isFull() {
            return !buffers.get(filling).hasRemaining();
        }

        /** Has the filled buffer read, and waits until the next one can be filled. */
        CompletableFuture<Void> handOver(CompletableFuture<Void> after, Consumer<ByteBuffer> reader) {
            ByteBuffer full = buffers.get(filling);
            CompletableFuture<Void> done = after.thenRunAsync(() -> reader.accept(full), threads);
            read.set(filling, done);
            filling = (filling + 1) % COPIES;
            read.get(filling).join();
            buffers.get(filling).clear();
            return done;
        }
    }
}
