package dev.otastub.iot;

import dev.otastub.oss.Addressing;
import dev.otastub.rpc.Call;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * A file of a package that shall be created: what the call says of it, looked up but not yet checked. It is looked up
 * once, so that every check sees the same file, whatever happens to it.
 *
 * @param call the call
 * @param uploads where uploaded files are found
 * @param prefix how its parameters begin in a package of several files, such as {@code MultiFiles.1.}
 * @param key the key that its URL names, if that lies in the account's own folder
 * @param uploaded what was uploaded there
 */
record DraftFile(
        Call call,
        UploadedFiles uploads,
        Optional<String> prefix,
        Optional<String> key,
        Optional<UploadedFile> uploaded) {

    static DraftFile of(Call call, UploadedFiles uploads, Optional<String> prefix) {
        Optional<String> key = call.parameter(urlParameter(prefix))
                .filter(DraftFile::isWellFormed)
                .flatMap(url -> uploads.keyOf(url, call.request().http()))
                .filter(named -> named.startsWith(Addressing.folderOf(call.account())));
        return new DraftFile(call, uploads, prefix, key, key.flatMap(named -> uploads.find(call.account(), named)));
    }

    String urlParameter() {
        return urlParameter(prefix);
    }

    private static String urlParameter(Optional<String> prefix) {
        return prefix.map(start -> start + "Url").orElse("FirmwareUrl");
    }

    String sizeParameter() {
        return prefix.map(start -> start + "Size").orElse("FirmwareSize");
    }

    String signParameter() {
        return prefix.map(start -> start + "SignValue").orElse("FirmwareSign");
    }

    /** Only packages of several files have names for them. */
    Optional<String> name() {
        return prefix.flatMap(start -> call.parameter(start + "Name"));
    }

    /** Only packages of several files have it besides the digest for devices. */
    Optional<String> md5() {
        return prefix.flatMap(start -> call.parameter(start + "FileMd5"));
    }

    Optional<String> url() {
        return call.parameter(urlParameter());
    }

    Optional<String> size() {
        return call.parameter(sizeParameter());
    }

    Optional<String> sign() {
        return call.parameter(signParameter());
    }

    /** Whether the URL is one of a host at all. */
    boolean hasWellFormedUrl() {
        return url().filter(DraftFile::isWellFormed).isPresent();
    }

    private static boolean isWellFormed(String url) {
        try {
            URI uri = new URI(url);
            return uri.getHost() != null && (url.startsWith("http://") || url.startsWith("https://"));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Reads the whole file. */
    Optional<String> sha256Hex() {
        return key.flatMap(named -> uploads.sha256Hex(call.account(), named));
    }
}
