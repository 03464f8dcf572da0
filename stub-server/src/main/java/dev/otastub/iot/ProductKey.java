package dev.otastub.iot;

import dev.otastub.core.Refusal;
import dev.otastub.rpc.Call;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The parameter ProductKey, which may be left out. */
final class ProductKey {

    /** Inferred from the keys on the pages. */
    private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9]{1,32}");

    private ProductKey() {}

    static Optional<Refusal> refusal(Call call) {
        return malformed(call).or(() -> unknown(call));
    }

    static Optional<Refusal> malformed(Call call) {
        return call.parameter("ProductKey")
                .filter(key -> !WELL_FORMED.matcher(key).matches())
                .map(key -> IotError.INVALID_PRODUCT_KEY.because(
                        "ProductKey is '" + key + "'; they are letters and digits, such as a1Le6d0ABCD."));
    }

    /** An account without products has any. */
    static Optional<Refusal> unknown(Call call) {
        Set<String> products = call.account().products();
        return call.parameter("ProductKey")
                .filter(key -> WELL_FORMED.matcher(key).matches())
                .filter(key -> !products.isEmpty() && !products.contains(key))
                .map(key -> IotError.UNKNOWN_PRODUCT.because("ProductKey is '" + key + "'; the account's products are "
                        + String.join(", ", products.stream().sorted().toList()) + "."));
    }
}
