package dev.otastub.signature;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Parameters of a query or a form body, decoded, in the order they came.
 *
 * @param all every one of them; a name may come more than once
 */
public record Parameters(List<Parameter> all) {

    /** No parameter at all. */
    public static final Parameters NONE = new Parameters(List.of());

    public Parameters {
        all = List.copyOf(all);
    }

    /** Those of a query or of an {@code application/x-www-form-urlencoded} body; nothing in it can be wrong. */
    public static Parameters parse(String encoded) {
        List<Parameter> all = new ArrayList<>();
        int start = 0;
        while (start < encoded.length()) {
            int and = encoded.indexOf('&', start);
            int end = and < 0 ? encoded.length() : and;
            if (end > start) {
                all.add(parameter(encoded.substring(start, end)));
            }
            start = end + 1;
        }
        return new Parameters(all);
    }

    private static Parameter parameter(String piece) {
        int equals = piece.indexOf('=');
        String name = equals < 0 ? piece : piece.substring(0, equals);
        String value = equals < 0 ? "" : piece.substring(equals + 1);
        return new Parameter(PercentEncoding.decode(name), PercentEncoding.decode(value));
    }

    /** The value of the first parameter of exactly that name. */
    public Optional<String> first(String name) {
        for (Parameter parameter : all) {
            if (parameter.name().equals(name)) {
                return Optional.of(parameter.value());
            }
        }
        return Optional.empty();
    }

    /** These and then the others. */
    public Parameters and(Parameters others) {
        List<Parameter> more = new ArrayList<>(all);
        more.addAll(others.all);
        return new Parameters(more);
    }

    /** These and one more. */
    public Parameters and(String name, String value) {
        return and(new Parameters(List.of(new Parameter(name, value))));
    }

    /** {@code name=value}, each encoded as by RFC 3986, joined by {@code &}, in the order they came. */
    public String encoded() {
        StringBuilder encoded = new StringBuilder();
        for (Parameter parameter : all) {
            encoded.append(encoded.length() == 0 ? "" : "&")
                    .append(PercentEncoding.encode(parameter.name()))
                    .append('=')
                    .append(PercentEncoding.encode(parameter.value()));
        }
        return encoded.toString();
    }

    Parameters only(Predicate<Parameter> wanted) {
        return new Parameters(all.stream().filter(wanted).toList());
    }

    /** By name; those of one name stay as they came, for no rule says otherwise. */
    Parameters sorted() {
        return new Parameters(
                all.stream().sorted(Comparator.comparing(Parameter::name)).toList());
    }
}
