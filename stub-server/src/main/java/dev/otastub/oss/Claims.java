package dev.otastub.oss;

/** Who knows which files have found a use, and stay. */
public interface Claims {

    /** Nothing is claimed. */
    Claims NONE = new Claims() {
        @Override
        public boolean isClaimed(String bucket, String key) {
            return false;
        }

        @Override
        public void ifUnclaimed(String bucket, String key, Runnable action) {
            action.run();
        }
    };

    boolean isClaimed(String bucket, String key);

    /** Does something to an object unless it is claimed, and nobody claims it in the meantime. */
    void ifUnclaimed(String bucket, String key, Runnable action);
}
