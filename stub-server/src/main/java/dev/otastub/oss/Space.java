package dev.otastub.oss;

import java.util.concurrent.atomic.AtomicLong;

/** The room that all objects have together, with those that are coming in. */
final class Space {

    private final long most;
    private final AtomicLong taken;

    /**
     * @param most how many bytes there is room for
     * @param taken how many are there already, even if they are too many
     */
    Space(long most, long taken) {
        this.most = most;
        this.taken = new AtomicLong(taken);
    }

    /** Takes room for so many bytes more; false, and none taken, if there is not enough. */
    boolean take(int bytes) {
        if (taken.addAndGet(bytes) <= most) {
            return true;
        }
        taken.addAndGet(-bytes);
        return false;
    }

    void giveBack(long bytes) {
        taken.addAndGet(-bytes);
    }

    long taken() {
        return taken.get();
    }

    long most() {
        return most;
    }
}
