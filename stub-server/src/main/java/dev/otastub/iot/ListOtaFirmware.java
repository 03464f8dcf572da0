package dev.otastub.iot;

import dev.otastub.core.Outcome;
import dev.otastub.core.Refusal;
import dev.otastub.rpc.Call;
import dev.otastub.rpc.Operation;
import dev.otastub.rpc.Reply;
import dev.otastub.rpc.Struct;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * ListOTAFirmware: the account's packages, a page at a time. That the newest come first is inferred.
 */
final class ListOtaFirmware implements Operation {

    private final FirmwarePackages packages;
    private final BucketUrls urls;

    ListOtaFirmware(FirmwarePackages packages, BucketUrls urls) {
        this.packages = packages;
        this.urls = urls;
    }

    @Override
    public String name() {
        return "ListOTAFirmware";
    }

    @Override
    public List<String> requiredParameters() {
        return List.of("CurrentPage", "PageSize");
    }

    @Override
    public Outcome<Reply> call(Call call) {
        Optional<Page> page = Page.of(call);
        return IotInstance.refusal(call)
                .or(() -> page.isEmpty() ? Optional.of(Page.refusal(call)) : Optional.empty())
                .or(() -> ProductKey.refusal(call))
                .map(Outcome::<Reply>refused)
                .orElseGet(() -> Outcome.accepted(reply(call, page.orElseThrow())));
    }

    private Reply reply(Call call, Page page) {
        List<Firmware> all = newestFirst(call);
        List<Struct> shown =
                page.of(all).stream().map(firmware -> item(call, firmware)).toList();
        Struct answer = Struct.EMPTY
                .and("PageCount", page.count(all.size()))
                .and("PageSize", page.size())
                .and("FirmwareInfo", Struct.EMPTY.and("SimpleFirmwareInfo", shown))
                .and("CurrentPage", page.current())
                .and("Total", all.size());
        return new Reply(
                answer,
                "CurrentPage=" + page.current() + " PageSize=" + page.size() + " -> " + shown.size() + " of "
                        + all.size());
    }

    private List<Firmware> newestFirst(Call call) {
        Optional<String> product = call.parameter("ProductKey");
        Optional<String> version = call.parameter("DestVersion");
        List<Firmware> found = new ArrayList<>(packages.list(call.account().uid()));
        found.removeIf(firmware -> product.isPresent() && !firmware.productKey().equals(product));
        found.removeIf(firmware ->
                version.filter(asked -> !asked.equals(firmware.destVersion())).isPresent());
        Collections.reverse(found);
        return found;
    }

    /** The page's sample has the bare URL here, which is no leave to read. */
    private Struct item(Call call, Firmware firmware) {
        return FirmwareInfo.of(firmware, (known, file) -> known.and("FirmwareUrl", urls.of(call, file.key())));
    }

    /** Which part of a list is asked for; pages are counted from 1 (documented). */
    private record Page(int current, int size) {

        /** Documented. */
        private static final int LARGEST = 100;

        static Optional<Page> of(Call call) {
            return number(call, "CurrentPage", Integer.MAX_VALUE)
                    .flatMap(current -> number(call, "PageSize", LARGEST).map(size -> new Page(current, size)));
        }

        private static Optional<Integer> number(Call call, String parameter, int most) {
            return call.parameter(parameter)
                    .filter(text -> text.matches("\\d{1,10}"))
                    .map(Long::valueOf)
                    .filter(number -> number >= 1 && number <= most)
                    .map(Long::intValue);
        }

        static Refusal refusal(Call call) {
            return IotError.INVALID_PAGE_PARAMS.because("CurrentPage is '"
                    + call.parameter("CurrentPage").orElse("") + "', and PageSize '"
                    + call.parameter("PageSize").orElse("") + "'; pages begin at 1 and hold up to " + LARGEST + ".");
        }

        <T> List<T> of(List<T> all) {
            return all.stream().skip((long) (current - 1) * size).limit(size).toList();
        }

        long count(long total) {
            return (total + size - 1) / size;
        }
    }
}
