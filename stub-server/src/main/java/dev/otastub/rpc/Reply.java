package dev.otastub.rpc;

/**
 * What an operation answers.
 *
 * @param fields the answer's values besides RequestId and Success, which the gateway adds
 * @param gist the call in a few words, for the log: the parameters that matter and what came of them
 */
public record Reply(Struct fields, String gist) {}
