package dev.otastub.contracts;

import java.util.Map;

/**
 * What a change of the set means for those who build upon it, as semantic versions have it. A machine cannot tell a
 * promise that was widened from one that was tightened, so that each change of one counts as tightened.
 */
enum Change {
    /** The set says the same as the released one. */
    NONE,
    /** Interactions were added: whoever kept the contract keeps it. */
    MINOR,
    /** Interactions were changed or removed. */
    MAJOR;

    /**
     * From one set to the next.
     *
     * @param released the released interactions' digests by key
     * @param now those of today
     */
    static Change of(Map<String, String> released, Map<String, String> now) {
        boolean kept = released.entrySet().stream()
                .allMatch(interaction -> interaction.getValue().equals(now.get(interaction.getKey())));
        if (!kept) {
            return MAJOR;
        }
        return released.size() == now.size() ? NONE : MINOR;
    }

    /** Of one interaction of today; a removed one is in no index. */
    static Change ofInteraction(Map<String, String> released, String key, String digest) {
        if (!released.containsKey(key)) {
            return MINOR;
        }
        return digest.equals(released.get(key)) ? NONE : MAJOR;
    }
}
