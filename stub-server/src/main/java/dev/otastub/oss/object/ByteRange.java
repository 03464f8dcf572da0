package dev.otastub.oss.object;

import dev.otastub.core.Refusal;
import dev.otastub.oss.OssError;
import dev.otastub.oss.StoredObject;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of an object that a reader asks for. Where a range reaches beyond the object, OSS gives the whole of it; with
 * the header {@code x-oss-range-behavior: standard} it does as HTTP says.
 *
 * @param first the first byte
 * @param last the last byte, which is part of it
 * @see <a href="https://www.alibabacloud.com/help/en/oss/developer-reference/getobject">GetObject</a>
 */
record ByteRange(long first, long last) {

    /** One range: OSS takes no list of them. */
    private static final Pattern ONE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    long length() {
        return last - first + 1;
    }

    /** The range that counts; empty if the whole object does. */
    static Optional<ByteRange> of(ObjectCall call, StoredObject object) {
        long size = object.digests().size();
        return asked(call).flatMap(bounds -> isStandard(call) ? clipped(bounds, size) : bounds.within(size));
    }

    static Optional<Refusal> refusal(ObjectCall call) {
        return call.object()
                .filter(object -> isStandard(call)
                        && asked(call).isPresent()
                        && of(call, object).isEmpty())
                .map(object -> OssError.RANGE_NOT_SATISFIABLE.because(
                        "Range is '" + call.header("Range").orElse("") + "', and the object has "
                                + object.digests().size() + " bytes.",
                        details(call, object)));
    }

    /** What there is, and what was asked for. */
    static Map<String, String> details(ObjectCall call, StoredObject object) {
        return Map.of(
                "ActualObjectSize",
                Long.toString(object.digests().size()),
                "RangeRequested",
                call.header("Range").orElse(""));
    }

    private static boolean isStandard(ObjectCall call) {
        return call.header("x-oss-range-behavior").filter("standard"::equals).isPresent();
    }

    /** What GetObject is asked for; a range that is malformed does not count. */
    private static Optional<Bounds> asked(ObjectCall call) {
        return call.operation()
                .filter(operation -> operation == ObjectOperation.GET_OBJECT)
                .flatMap(operation -> call.header("Range"))
                .flatMap(Bounds::parse);
    }

    /** As HTTP says: what reaches beyond the object is cut off. */
    private static Optional<ByteRange> clipped(Bounds bounds, long size) {
        return bounds.ofSize(size)
                .map(range -> new ByteRange(Math.max(0, range.first()), Math.min(size - 1, range.last())))
                .filter(range -> range.first() <= range.last());
    }

    /** What was written on both sides of the hyphen; on one of them, there may be nothing. */
    private record Bounds(String before, String after) {

        static Optional<Bounds> parse(String header) {
            Matcher one = ONE.matcher(header.strip());
            return one.matches() && !(one.group(1).isEmpty() && one.group(2).isEmpty())
                    ? Optional.of(new Bounds(one.group(1), one.group(2))).filter(Bounds::isForward)
                    : Optional.empty();
        }

        private boolean isForward() {
            return before.isEmpty() || after.isEmpty() || Long.parseLong(before) <= Long.parseLong(after);
        }

        /** The range as it is meant for an object of that size, reaching beyond it or not. */
        Optional<ByteRange> ofSize(long size) {
            if (before.isEmpty()) {
                long length = Long.parseLong(after);
                return length == 0 ? Optional.empty() : Optional.of(new ByteRange(size - length, size - 1));
            }
            long first = Long.parseLong(before);
            return Optional.of(
                    new ByteRange(first, after.isEmpty() ? Math.max(first, size - 1) : Long.parseLong(after)));
        }

        Optional<ByteRange> within(long size) {
            return ofSize(size).filter(range -> range.first() >= 0 && range.last() < size);
        }
    }
}
