package dev.otastub.bench;

import dev.otastub.account.AccessKey;
import java.io.IOException;
import java.util.Optional;

/**
 * A server that is measured.
 *
 * @param name with its version
 * @param checks what it checks of an upload
 * @param firstPath what it is asked first, to see whether it answers
 * @param dialect how it wants uploads; empty if it takes none
 */
record Peer(String name, String checks, Running.Launch launch, String firstPath, Optional<Form.Dialect> dialect) {

    static final String BUCKET = "iotx-ota";
    static final AccessKey KEY = AccessKey.of("testid", "testsecret");

    Running start(Settings settings) throws NotMeasured {
        return Running.start(settings.work(), launch, firstPath);
    }

    /** An upload, which must be answered well and with the file's MD5. */
    void upload(HttpConnection connection, Form form) throws IOException {
        check(connection.upload(form), form.content());
    }

    void check(HttpConnection.Answer answer, Content content) throws IOException {
        if (answer.status() != 200 && answer.status() != 204) {
            throw new IOException(
                    name + " answered an upload by " + answer.status() + ": " + Commands.lastLine(answer.text()));
        }
        if (!answer.eTag().equals(content.md5())) {
            throw new IOException(name + " gave the ETag " + answer.eTag() + " in place of " + content.md5());
        }
    }

    Form form(String objectKey, Content content) {
        return dialect.orElseThrow().form(objectKey, content);
    }
}
