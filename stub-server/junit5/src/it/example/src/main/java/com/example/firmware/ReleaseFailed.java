package com.example.firmware;

/** The cloud refused; the code is the cloud's. */
public final class ReleaseFailed extends RuntimeException {

    private final String code;

    ReleaseFailed(String code, String message) {
        super(code + ": " + message);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
