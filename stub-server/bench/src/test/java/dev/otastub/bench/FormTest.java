package dev.otastub.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otastub.multipart.FormReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class FormTest {

    private static final long SIZE = (1 << 20) + 17;

    @Test
    void a_form_carries_the_file_that_its_md5_is_of() throws Exception {
        Content content = Content.of(SIZE);
        Form form = new Form.Dialect("/", "OSSAccessKeyId", Peer.KEY, Peer.BUCKET).form("ota/a.bin", content);
        byte[] sent = sent(form);
        String head = new String(sent, 0, sent.length - (int) SIZE, StandardCharsets.ISO_8859_1);
        int bodyAt = head.indexOf("\r\n\r\n") + 4;
        FormReader reader = new FormReader(
                new ByteArrayInputStream(sent, bodyAt, sent.length - bodyAt),
                Form.contentType().replaceAll(".*=", ""));
        MessageDigest md5 = Content.md5Digest();

        assertThat(head).contains("\r\nContent-Length: " + (sent.length - bodyAt) + "\r\n");
        assertThat(reader.readFields().fields()).hasSize(4);
        assertThat(reader.copyFile((bytes, offset, length) -> {
                            md5.update(bytes, offset, length);
                            return true;
                        })
                        .size())
                .isEqualTo(SIZE);
        assertThat(HexFormat.of().withUpperCase().formatHex(md5.digest())).isEqualTo(content.md5());
    }

    private static byte[] sent(Form form) throws IOException {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        sent.write(bytes(form.head()));
        for (long left = form.content().size(); left > 0; ) {
            ByteBuffer block = Content.directBlock();
            block.limit((int) Math.min(left, block.limit()));
            left -= block.limit();
            sent.write(bytes(block));
        }
        sent.write(bytes(form.tail()));
        return sent.toByteArray();
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
