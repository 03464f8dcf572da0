package dev.otastub.oss;

import dev.otastub.core.XmlText;

/**
 * The body of an answer 201. Its elements are documented; their order and the spelling of Location are inferred from S3's.
 */
final class PostResponse {

    private PostResponse() {}

    static String xml(StoredObject object, String location) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <PostResponse>
                  <Bucket>%s</Bucket>
                  <Location>%s</Location>
                  <Key>%s</Key>
                  <ETag>%s</ETag>
                </PostResponse>
                """.formatted(
                        XmlText.escaped(object.bucket()),
                        XmlText.escaped(location),
                        XmlText.escaped(object.key()),
                        object.eTag());
    }
}
