package dev.otastub.acceptance;

import org.jspecify.annotations.Nullable;

/**
 * What an HTTP client makes of the answer to an upload.
 *
 * @param status the status
 * @param contentType the Content-Type, if there is one
 * @param body the body as text
 */
record UploadReply(int status, @Nullable String contentType, String body) {}
