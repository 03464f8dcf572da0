package dev.otastub.core;

/** Which of the two services a request is for; each has errors of its own. */
public enum CloudService {
    /** IoT Platform's RPC API and the gateway before it. */
    IOT_PLATFORM,
    /** Object Storage Service. */
    OSS
}
