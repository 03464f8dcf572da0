package dev.otastub.assertj;

import dev.otastub.GeneratedFile;
import dev.otastub.Upload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** A file that a test expects among the uploads. It is read as a stream, as often as needed, and nowhere kept. */
final class ExpectedFile {

    private final String title;
    private final Source source;
    private final long size;
    private final String md5;

    private interface Source {
        InputStream open() throws IOException;
    }

    private ExpectedFile(String title, Source source, long size, String md5) {
        this.title = title;
        this.source = source;
        this.size = size;
        this.md5 = md5;
    }

    static ExpectedFile of(byte[] bytes) {
        return read("a file", () -> new ByteArrayInputStream(bytes));
    }

    static ExpectedFile of(GeneratedFile file) {
        return new ExpectedFile("a GeneratedFile", file::open, file.length(), file.md5Hex());
    }

    static ExpectedFile of(Path file) {
        return read("the file " + file, () -> Files.newInputStream(file));
    }

    private static ExpectedFile read(String title, Source source) {
        MessageDigest md5 = md5();
        try (InputStream in = new DigestInputStream(source.open(), md5)) {
            long size = in.transferTo(OutputStream.nullOutputStream());
            return new ExpectedFile(title, source, size, HexFormat.of().formatHex(md5.digest()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java lacks MD5", e);
        }
    }

    /** By size and MD5, which stay known when the bytes are not there any more. */
    boolean isThatOf(Upload upload) {
        return upload.size() == size && upload.md5().equals(md5);
    }

    /** Where the nearest of some uploads differs: the newest of the same size, or else the newest. */
    String nearest(List<Upload> uploads) {
        int nearest = uploads.size() - 1;
        for (int i = 0; i < uploads.size(); i++) {
            if (uploads.get(i).size() == size) {
                nearest = i;
            }
        }
        return switch (uploads.size()) {
            case 0 -> "";
            case 1 -> " " + differenceFrom(uploads.get(0));
            default -> " Upload " + (nearest + 1) + " comes nearest. " + differenceFrom(uploads.get(nearest));
        };
    }

    /** Where the bytes of an upload begin to be others. */
    String differenceFrom(Upload upload) {
        try (InputStream expected = source.open();
                InputStream got = upload.open()) {
            return FirstDifference.between(expected, got);
        } catch (IllegalStateException gone) {
            return "Its bytes are not there any more, so that nobody can say where they differ.";
        } catch (IOException e) {
            return "Its bytes cannot be read, so that nobody can say where they differ: " + e + ".";
        }
    }

    @Override
    public String toString() {
        return title + " of " + size + " bytes, MD5 " + md5;
    }
}
