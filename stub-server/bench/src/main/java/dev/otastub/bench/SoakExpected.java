package dev.otastub.bench;

import dev.otastub.bench.SoakConnection.Answer;
import java.util.function.Predicate;

/**
 * What an answer has to be.
 *
 * @param text the same, for people to read
 */
record SoakExpected(String text, Predicate<Answer> holds) {

    static SoakExpected status(int status) {
        return new SoakExpected(Integer.toString(status), answer -> answer.status() == status);
    }

    static SoakExpected success() {
        return says(200, "\"Success\":true");
    }

    /** A refusal with its code, or an answer that has some text in it. */
    static SoakExpected says(int status, String text) {
        return new SoakExpected(
                status + " with " + text,
                answer -> answer.status() == status && answer.text().contains(text));
    }

    static SoakExpected stored(SoakFile file) {
        return new SoakExpected(
                "200 or 204 with ETag " + file.md5(),
                answer -> (answer.status() == 200 || answer.status() == 204)
                        && answer.eTag().equals(file.md5()));
    }

    /** The file, byte for byte, with its ETag. */
    static SoakExpected file(SoakFile file) {
        return new SoakExpected(
                "200 with " + file.bytes().length + " bytes of ETag " + file.md5(),
                answer -> answer.status() == 200 && answer.eTag().equals(file.md5()) && file.isThatOf(answer.body()));
    }

    boolean isMetBy(Answer answer) {
        return holds.test(answer);
    }
}
