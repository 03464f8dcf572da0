package dev.otastub.oss.object;

import dev.otastub.core.HttpRequest;
import dev.otastub.oss.OssAddress;
import dev.otastub.signature.OssV1Signature;
import dev.otastub.signature.Parameter;
import dev.otastub.signature.Parameters;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The operations of OSS that are emulated besides PostObject. */
enum ObjectOperation {
    GET_OBJECT("GetObject"),
    HEAD_OBJECT("HeadObject"),
    GET_OBJECT_META("GetObjectMeta"),
    PUT_OBJECT("PutObject"),
    DELETE_OBJECT("DeleteObject"),
    LIST_OBJECTS("ListObjects"),
    LIST_OBJECTS_V2("ListObjectsV2"),
    OPTION_OBJECT("OptionObject");

    /** What goes along with the plain operations. */
    private static final Set<String> HARMLESS = Set.of("security-token", "continuation-token");

    private static final Set<String> PROCESSING = Set.of("x-oss-process", "x-oss-async-process");

    /** Headers that turn PutObject into something else, or ask for what the stub does not keep. */
    private static final List<String> NOT_EMULATED_OF_PUT =
            List.of("x-oss-copy-source", "x-oss-callback", "x-oss-tagging", "x-oss-symlink-target");

    private final String title;

    ObjectOperation(String title) {
        this.title = title;
    }

    /** OSS's name of the operation. */
    String title() {
        return title;
    }

    boolean isRead() {
        return this == GET_OBJECT || this == HEAD_OBJECT || this == GET_OBJECT_META;
    }

    boolean isList() {
        return this == LIST_OBJECTS || this == LIST_OBJECTS_V2;
    }

    boolean isPut() {
        return this == PUT_OBJECT;
    }

    boolean isDelete() {
        return this == DELETE_OBJECT;
    }

    /** Browsers ask beforehand, and sign nothing. */
    boolean isPreflight() {
        return this == OPTION_OBJECT;
    }

    /** The operation that a request asks for, or empty if it is none of those emulated. */
    static Optional<ObjectOperation> of(HttpRequest request, OssAddress address) {
        if (request.method().equals("OPTIONS")) {
            return Optional.of(OPTION_OBJECT);
        }
        List<String> asked = subresources(request);
        if (request.method().equals("HEAD") && asked.equals(List.of("objectMeta"))) {
            return address.key().isEmpty() ? Optional.empty() : Optional.of(GET_OBJECT_META);
        }
        if (!asked.isEmpty() || isOfTheService(request, address)) {
            return Optional.empty();
        }
        return address.key().isEmpty() ? ofBucket(request) : ofObject(request);
    }

    /** The list of all buckets is asked of no bucket. */
    static boolean isOfTheService(HttpRequest request, OssAddress address) {
        return address.bucket().isEmpty() && request.path().equals("/");
    }

    private static Optional<ObjectOperation> ofBucket(HttpRequest request) {
        if (!request.method().equals("GET")) {
            return Optional.empty();
        }
        boolean second = Parameters.parse(request.query())
                .first("list-type")
                .filter("2"::equals)
                .isPresent();
        return Optional.of(second ? LIST_OBJECTS_V2 : LIST_OBJECTS);
    }

    private static Optional<ObjectOperation> ofObject(HttpRequest request) {
        return switch (request.method()) {
            case "GET" -> Optional.of(GET_OBJECT);
            case "HEAD" -> Optional.of(HEAD_OBJECT);
            case "PUT" -> notEmulatedHeaders(request).isEmpty() ? Optional.of(PUT_OBJECT) : Optional.empty();
            case "DELETE" -> Optional.of(DELETE_OBJECT);
            default -> Optional.empty();
        };
    }

    /** The parameters by which a request asks for something else than the plain operation. */
    static List<String> subresources(HttpRequest request) {
        return Parameters.parse(request.query()).all().stream()
                .map(Parameter::name)
                .filter(name -> OssV1Signature.isSubresource(name) || PROCESSING.contains(name))
                .filter(name -> !HARMLESS.contains(name))
                .toList();
    }

    /** The headers by which a PUT asks for something else than PutObject, or for more. */
    static List<String> notEmulatedHeaders(HttpRequest request) {
        return NOT_EMULATED_OF_PUT.stream()
                .filter(name -> request.method().equals("PUT")
                        && request.headers().first(name).isPresent())
                .toList();
    }
}
