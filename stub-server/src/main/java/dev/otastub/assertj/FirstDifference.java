package dev.otastub.assertj;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;

/** Where two files begin to differ, found piece by piece. */
final class FirstDifference {

    private static final int PIECE = 64 * 1024;
    private static final int SHOWN = 8;
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

    private FirstDifference() {}

    /** A sentence that names the first place, counted from 0, and what is there in either. */
    static String between(InputStream expected, InputStream got) throws IOException {
        byte[] wanted = new byte[PIECE];
        byte[] came = new byte[PIECE];
        for (long start = 0; ; start += PIECE) {
            int wantedCount = expected.readNBytes(wanted, 0, PIECE);
            int cameCount = got.readNBytes(came, 0, PIECE);
            int at = Arrays.mismatch(wanted, 0, wantedCount, came, 0, cameCount);
            if (at >= 0) {
                return "The first difference is at offset " + (start + at) + ": expected "
                        + shown(wanted, at, wantedCount) + ", got " + shown(came, at, cameCount) + ".";
            }
            if (wantedCount < PIECE) {
                return "There is no difference.";
            }
        }
    }

    private static String shown(byte[] piece, int from, int end) {
        return from == end ? "the end of the file" : HEX.formatHex(piece, from, Math.min(end, from + SHOWN));
    }
}
