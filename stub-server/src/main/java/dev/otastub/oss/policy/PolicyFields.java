package dev.otastub.oss.policy;

import java.util.Optional;

/** What the conditions of a policy are held against: the fields of the form, and what OSS adds to them. */
public interface PolicyFields {

    /**
     * The value of a field, as sent, before {@code ${filename}} is expanded. {@code bucket} is the bucket of the
     * request; {@code content-type}, if no field has that name, the Content-Type of the file's own part.
     */
    Optional<String> value(String lowerCaseName);
}
