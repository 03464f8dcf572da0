package dev.otastub.multipart;

import dev.otastub.core.Headers;
import java.util.Optional;

/**
 * The part named {@code file}, whose bytes are still to come; OSS needs neither a file name nor a type.
 *
 * @param fileName the name of the file, if one was sent
 * @param contentType the type of the part, if one was sent
 * @param partHeaders the headers of the part
 */
public record FilePart(Optional<String> fileName, Optional<String> contentType, Headers partHeaders) {}
