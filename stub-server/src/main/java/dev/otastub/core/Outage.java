package dev.otastub.core;

/**
 * Marks exceptions that say that what the stub stands on has failed, such as a disk that is full: no bug, and it may pass.
 * Their message is a sentence.
 */
public interface Outage {}
