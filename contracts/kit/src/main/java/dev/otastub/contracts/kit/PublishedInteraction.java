package dev.otastub.contracts.kit;

import au.com.dius.pact.core.model.V4Interaction.SynchronousHttp;

/**
 * One promise.
 *
 * @param key its name in one word
 * @param description its name, which no other interaction of any file has
 * @param evidence how it is known: DOCUMENTED, SDK_SOURCE, REPORTED or INFERRED
 * @param http request and answer
 */
public record PublishedInteraction(String key, String description, String evidence, SynchronousHttp http) {}
