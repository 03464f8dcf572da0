package dev.otastub.contracts.kit;

import au.com.dius.pact.core.model.ContentType;
import au.com.dius.pact.core.model.HttpRequest;
import au.com.dius.pact.core.model.OptionalBody;
import dev.otastub.multipart.FilePart;
import dev.otastub.multipart.FormField;
import dev.otastub.multipart.FormReader;
import dev.otastub.multipart.MultipartType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A form upload as the contract has it. Pact compares parts one by one, their headers and a file's bytes too; so a client's
 * form is written anew: the fields in the contract's order, no part headers but Content-Disposition, the example's file.
 * That the file comes last is decided before, for OSS reads no field after it.
 */
final class ExpectedUpload implements ExpectedRequest {

    /** Fields that say how to store the file; without the policy's saying so, OSS looks at no more than their values. */
    private static final Set<String> OPTIONAL = Set.of(
            "content-type",
            "content-disposition",
            "content-encoding",
            "cache-control",
            "expires",
            "x-oss-content-type",
            "x-oss-object-acl",
            "x-oss-storage-class",
            "x-oss-forbid-overwrite");

    private static final String META = "x-oss-meta-";

    /** What OSS answers a success with where nothing else is asked for. */
    private static final String ACTION_STATUS = "success_action_status";

    private static final String DEFAULT_STATUS = "204";

    private final HttpRequest contract;
    private final String boundary;
    private final Map<String, Slot> fields = new LinkedHashMap<>();
    private final Optional<FilePart> file;
    private final byte[] fileBytes;

    private ExpectedUpload(HttpRequest contract) {
        this.contract = contract;
        this.boundary = MultipartType.of(
                        ExpectedRequest.header(contract, "Content-Type").orElse(null))
                .boundary();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        FormReader.Fields example = read(bytes);
        example.fields()
                .forEach(field -> fields.put(
                        field.name(),
                        Slot.of("field", field.name(), field.value(), contract.getMatchingRules(), "body")));
        this.file = example.file();
        this.fileBytes = bytes.toByteArray();
    }

    static ExpectedUpload of(HttpRequest contract) {
        return new ExpectedUpload(contract);
    }

    private FormReader.Fields read(ByteArrayOutputStream fileBytes) {
        FormReader reader =
                new FormReader(new ByteArrayInputStream(contract.getBody().unwrap()), boundary);
        try {
            FormReader.Fields example = reader.readFields();
            if (example.file().isPresent()) {
                reader.copyFile((buffer, offset, length) -> {
                    fileBytes.write(buffer, offset, length);
                    return true;
                });
            }
            return example;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String operation() {
        return "PostObject";
    }

    @Override
    public Optional<Adapted> adapt(ClientRequest request) {
        return request instanceof ClientUpload upload ? Optional.of(adapt(upload)) : Optional.empty();
    }

    private Adapted adapt(ClientUpload upload) {
        List<String> impossible = new ArrayList<>(impossible(upload));
        List<String> objections = new ArrayList<>();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        fields.forEach((name, slot) -> {
            Optional<String> value = upload.field(name).map(FormField::value).or(() -> byDefault(name, slot));
            value.ifPresent(text -> part(body, "name=\"" + name + "\"", text.getBytes(StandardCharsets.UTF_8)));
            // A part that is not there is none that Pact could compare.
            slot.objection(value.orElse(null))
                    .filter(wrong -> value.isPresent() || !isAfterFile(upload, name))
                    .ifPresent(value.isPresent() ? objections::add : impossible::add);
        });
        List<String> leftOut = new ArrayList<>();
        for (FormField extra : extras(upload).values()) {
            if (saysWhatGoesWithoutSaying(extra)) {
                continue;
            }
            if (isOptional(extra.name())) {
                leftOut.add(extra.name());
            } else {
                impossible.add("field " + extra.name() + " is not in the contract here");
            }
        }
        if (file.isPresent() && upload.file().isPresent()) {
            String name = file.get()
                    .fileName()
                    .map(given -> "; filename=\"" + given + "\"")
                    .orElse("");
            part(body, "name=\"file\"" + name, upload.size() == 0 ? new byte[0] : fileBytes);
            if (upload.size() == 0) {
                objections.add("the file is empty");
            }
        }
        write(body, "--" + boundary + "--\r\n");
        return new Adapted(request(upload, body, objections), leftOut, impossible, objections);
    }

    private static Optional<String> byDefault(String name, Slot slot) {
        return name.equals(ACTION_STATUS) && slot.objection(DEFAULT_STATUS).isEmpty()
                ? Optional.of(DEFAULT_STATUS)
                : Optional.empty();
    }

    private static boolean saysWhatGoesWithoutSaying(FormField field) {
        return field.name().equalsIgnoreCase(ACTION_STATUS) && field.value().equals(DEFAULT_STATUS);
    }

    /** What OSS reads otherwise than the client means it. */
    private List<String> impossible(ClientUpload upload) {
        List<String> impossible = new ArrayList<>();
        upload.problem().ifPresent(impossible::add);
        fields.keySet().stream()
                .filter(name -> upload.field(name).isEmpty() && isAfterFile(upload, name))
                .map(name ->
                        "field " + name + " comes after the file, where OSS does not read it; the file must be last")
                .forEach(impossible::add);
        if (upload.problem().isEmpty() && file.isPresent() != upload.file().isPresent()) {
            impossible.add(
                    file.isPresent() ? "there is no part named 'file'" : "there is a file, which the contract lacks");
        }
        return impossible;
    }

    private static boolean isAfterFile(ClientUpload upload, String name) {
        return upload.afterFile().stream().anyMatch(name::equalsIgnoreCase);
    }

    private Map<String, FormField> extras(ClientUpload upload) {
        Map<String, FormField> extras = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        upload.fields().forEach(field -> extras.putIfAbsent(field.name(), field));
        extras.keySet().removeIf(name -> fields.keySet().stream().anyMatch(name::equalsIgnoreCase));
        return extras;
    }

    private static boolean isOptional(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return OPTIONAL.contains(lower) || lower.startsWith(META);
    }

    private HttpRequest request(ClientUpload upload, ByteArrayOutputStream body, List<String> objections) {
        if (!upload.method().equals(contract.getMethod())) {
            objections.add("the method is " + upload.method() + ", and the contract has " + contract.getMethod());
        }
        if (!upload.path().equals(contract.getPath())) {
            objections.add("the path is " + upload.path() + ", and the contract has " + contract.getPath());
        }
        String type = ExpectedRequest.header(contract, "Content-Type").orElse("");
        return new HttpRequest(
                upload.method(),
                upload.path(),
                Map.of(),
                Map.of("Content-Type", List.of(type)),
                OptionalBody.body(body.toByteArray(), ContentType.fromString(type)));
    }

    private void part(ByteArrayOutputStream body, String disposition, byte[] content) {
        write(body, "--" + boundary + "\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n");
        body.writeBytes(content);
        write(body, "\r\n");
    }

    private static void write(ByteArrayOutputStream body, String text) {
        body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
