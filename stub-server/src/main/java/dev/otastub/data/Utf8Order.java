package dev.otastub.data;

import org.h2.mvstore.type.StringDataType;

/** Texts in the order of their bytes in UTF-8, which is how OSS lists keys; Java's own order differs beyond U+D7FF. */
final class Utf8Order extends StringDataType {

    static final Utf8Order ORDER = new Utf8Order();

    private Utf8Order() {}

    @Override
    public int compare(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                return Integer.compare(rank(x), rank(y));
            }
        }
        return Integer.compare(a.length(), b.length());
    }

    /** Surrogates stand for characters that come after all others. */
    private static int rank(char c) {
        return Character.isSurrogate(c) ? c + 0x10000 : c;
    }

    @Override
    public int binarySearch(String key, Object storage, int size, int initialGuess) {
        String[] keys = (String[]) storage;
        int low = 0;
        int high = size - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = compare(keys[middle], key);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -(low + 1);
    }
}
