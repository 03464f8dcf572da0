package dev.otastub;

import dev.otastub.account.AccessKey;
import dev.otastub.account.Account;
import dev.otastub.account.Accounts;
import dev.otastub.account.Clocks;
import dev.otastub.account.RamUser;
import dev.otastub.data.Table;
import dev.otastub.iot.Firmware;
import dev.otastub.iot.FirmwarePackages;
import dev.otastub.iot.IssuedUrls;
import dev.otastub.iot.IssuedUrls.IssuedUrl;
import dev.otastub.iot.PackageFile;
import dev.otastub.oss.Addressing;
import dev.otastub.oss.ObjectStore;
import dev.otastub.oss.StoredObject;
import dev.otastub.oss.Unclaimed;
import dev.otastub.wiremock.StateRoutes;
import dev.otastub.wiremock.StateRoutes.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;

/** What a stub has, to be looked at: without secrets, in pages whose cost does not grow with what is on others. */
record State(
        Accounts accounts,
        ObjectStore store,
        FirmwarePackages packages,
        IssuedUrls issuedUrls,
        Unclaimed unclaimed,
        Clocks clocks) {

    private static final List<String> LISTS = List.of(
            "/__admin/ota/accounts", "/__admin/ota/uploads", "/__admin/ota/firmware", "/__admin/ota/issued-urls");

    /** How much there is of everything, and the routes that list it. */
    record Summary(
            String version,
            Instant clock,
            boolean frozen,
            int accounts,
            long objects,
            int uploadsUnderWay,
            long firmware,
            List<String> lists) {}

    /** An account, without its secrets. */
    record AccountView(
            String uid,
            List<KeyView> keys,
            List<String> ramUsers,
            List<String> instanceIds,
            List<String> products,
            OptionalInt callsPerSecond,
            String folder) {}

    /** An access key, without its secret. */
    record KeyView(String id, boolean active) {}

    /** An object. */
    record Upload(
            String account,
            String bucket,
            String key,
            long size,
            String md5,
            String crc64,
            String contentType,
            Instant uploadedAt,
            boolean claimed,
            Optional<Instant> deletedAt) {}

    /** A firmware package. */
    record FirmwareView(
            String account,
            String firmwareId,
            String name,
            String destVersion,
            String type,
            Optional<String> srcVersion,
            Optional<String> productKey,
            String moduleName,
            List<PackageFile> files,
            Instant created) {}

    /** An upload URL that can still be used. */
    record Issued(String account, String operation, String key, String url, Instant expires, long secondsLeft) {}

    StateRoutes routes() {
        return new StateRoutes(
                this::summary,
                new StateRoutes.Listings(this::accountsPage, this::uploadsPage, this::firmwarePage, this::issuedPage));
    }

    private Summary summary() {
        return new Summary(
                OtaStub.version(),
                clocks.stubs().instant(),
                clocks.stubs().isFrozen(),
                accounts.all().size(),
                store.size(),
                store.drafts(),
                packages.size(),
                LISTS);
    }

    private Page accountsPage(String after, int limit) {
        Stream<Account> all = accounts.all().stream()
                .sorted((one, other) -> one.uid().compareTo(other.uid()))
                .dropWhile(account -> account.uid().compareTo(after) <= 0);
        return page(all, limit, Account::uid, State::view);
    }

    static AccountView view(Account account) {
        return new AccountView(
                account.uid(),
                account.keys().stream().map(State::view).toList(),
                account.ramUsers().stream().map(RamUser::name).toList(),
                account.instanceIds().stream().sorted().toList(),
                account.products().stream().sorted().toList(),
                account.callsPerSecond(),
                Addressing.folderOf(account));
    }

    private static KeyView view(AccessKey key) {
        return new KeyView(key.id(), key.active());
    }

    private Page uploadsPage(String after, int limit) {
        return page(store.after(after), limit, object -> object.bucket() + "/" + object.key(), this::view);
    }

    private Upload view(StoredObject object) {
        boolean claimed = packages.isClaimed(object.bucket(), object.key());
        return new Upload(
                object.ownerUid(),
                object.bucket(),
                object.key(),
                object.digests().size(),
                object.digests().md5Hex(),
                object.digests().crc64(),
                object.contentType(),
                object.uploadedAt(),
                claimed,
                unclaimed.endOf(object));
    }

    private Page firmwarePage(String after, int limit) {
        return page(packages.after(after), limit, Table.Entry::name, entry -> view(entry.value()));
    }

    static FirmwareView view(Firmware firmware) {
        return new FirmwareView(
                firmware.accountUid(),
                firmware.id(),
                firmware.name(),
                firmware.destVersion(),
                firmware.type().name(),
                firmware.srcVersion(),
                firmware.productKey(),
                firmware.moduleName(),
                firmware.files(),
                firmware.created());
    }

    private Page issuedPage(String after, int limit) {
        return page(issuedUrls.after(after), limit, Table.Entry::name, entry -> view(entry.value()));
    }

    private Issued view(IssuedUrl issued) {
        Instant now = clocks.at(issued.accountUid()).instant();
        return new Issued(
                issued.accountUid(),
                issued.operation(),
                issued.key(),
                issued.url(),
                issued.expires(),
                Duration.between(now, issued.expires()).toSeconds());
    }

    /** One item more is read than fits, to know whether there is a next page. */
    private static <T> Page page(Stream<T> items, int limit, Function<T, String> name, Function<T, ?> view) {
        List<T> read = items.limit(limit + 1L).toList();
        List<T> shown = read.subList(0, Math.min(read.size(), limit));
        Optional<String> next = read.size() > limit ? Optional.of(name.apply(shown.get(limit - 1))) : Optional.empty();
        return new Page(shown.stream().map(view).toList(), next);
    }
}
