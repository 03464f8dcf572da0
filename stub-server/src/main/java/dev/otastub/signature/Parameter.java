package dev.otastub.signature;

/**
 * One request parameter, decoded.
 *
 * @param name its name, as sent
 * @param value its value; empty if it had none
 */
public record Parameter(String name, String value) {}
