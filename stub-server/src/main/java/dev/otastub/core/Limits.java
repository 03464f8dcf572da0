package dev.otastub.core;

import java.time.Duration;

/**
 * How much a stub takes on, so that no client fills the disk or the memory of the machine that it runs on. These bounds are
 * ours: the cloud has others, or none that anybody meets.
 *
 * @param uploads how many uploads come in at once
 * @param storedBytes how many bytes all objects have together, with those that are coming in
 * @param uploadTime how long one upload may take
 * @param headerBytes how many bytes the line and the headers of a request have
 */
public record Limits(int uploads, long storedBytes, Duration uploadTime, int headerBytes) {

    private static final int MOST_UPLOADS = 1000;
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final int SMALLEST_HEADERS = 4 << 10;
    private static final int LARGEST_HEADERS = 1 << 20;

    /**
     * A hundred packages of IoT Platform's largest size find room, and one of them has half an hour to come in, which is
     * more than ten times what a slow network in a data centre takes.
     */
    public static final Limits DEFAULT = new Limits(128, 100L << 30, Duration.ofMinutes(30), 64 << 10);

    public Limits {
        require(
                uploads >= 1 && uploads <= MOST_UPLOADS,
                "There can be 1 to " + MOST_UPLOADS + " uploads at once, not " + uploads + ".");
        require(storedBytes >= 1, "Objects need room for 1 byte at least, not for " + storedBytes + ".");
        require(
                uploadTime.compareTo(SHORTEST) >= 0 && uploadTime.compareTo(LONGEST) <= 0,
                "An upload may take from 100 milliseconds to a day, not " + uploadTime + ".");
        require(
                headerBytes >= SMALLEST_HEADERS && headerBytes <= LARGEST_HEADERS,
                "The headers of a request may have from 4 KiB to 1 MiB, not " + headerBytes + " bytes.");
    }

    private static void require(boolean right, String sentence) {
        if (!right) {
            throw new IllegalArgumentException(sentence);
        }
    }

    public Limits withUploads(int most) {
        return new Limits(most, storedBytes, uploadTime, headerBytes);
    }

    public Limits withStoredBytes(long most) {
        return new Limits(uploads, most, uploadTime, headerBytes);
    }

    public Limits withUploadTime(Duration longest) {
        return new Limits(uploads, storedBytes, longest, headerBytes);
    }

    public Limits withHeaderBytes(int most) {
        return new Limits(uploads, storedBytes, uploadTime, most);
    }
}
