package dev.otastub.cli;

import dev.otastub.OtaStub;
import dev.otastub.OtaStubAccount;
import dev.otastub.OtaStubOptions;
import dev.otastub.account.AccessKey;
import dev.otastub.account.Account;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a stub says at start: how to reach it, its keys and settings, and commands to try it with. */
final class Banner {

    /** Of each kind; a file may have any number. */
    private static final int MOST_ROWS = 5;

    private final OtaStub stub;
    private final OtaStubOptions options;
    private final List<String> lines = new ArrayList<>();

    Banner(OtaStub stub) {
        this.stub = stub;
        this.options = stub.options();
    }

    String text() {
        lines.add("ota-stub " + OtaStub.version() + " listens on " + stub.url()
                + (options.httpsPort().isPresent() ? " and " + stub.httpsUrl() : ""));
        endpoints();
        accounts();
        settings();
        lines.add("");
        lines.add("Try it (paste as it is, as often as you like; for a file of yours, -F file=@FILE):");
        lines.add("");
        lines.add(CurlSequence.text(
                stub.url(),
                stub.defaultAccount().instanceIds(),
                options.adminToken().isPresent()));
        lines.add(
                options.dataDir().isPresent()
                        ? "Requests, one a line; Ctrl-C stops the stub."
                        : "Requests, one a line; Ctrl-C stops the stub and deletes what was uploaded.");
        lines.add("");
        return String.join("\n", lines);
    }

    private void endpoints() {
        heading("Endpoints");
        row("SDKs", stub.hostPort() + " with protocol HTTP, region cn-shanghai");
        if (options.httpsPort().isPresent()) {
            row("by HTTPS", stub.httpsHostPort() + " with protocol HTTPS; clients must trust " + stub.caFile());
            row("", "which is " + stub.url() + "/__admin/ota/ca.pem too");
        }
        row("uploads", options.publicUrl().orElse("the scheme and host that the caller itself used") + " (Data.Host)");
        row("signed URLs", stub.url() + "/__admin/ota/sign?Action=... (redirects, signed with the first key below)");
        row("health", stub.url() + "/__admin/health");
    }

    /** All of the default account, and of the others who they are; a file may have any number of them. */
    private void accounts() {
        List<Account> accounts = stub.accounts();
        account(accounts.get(0));
        List<Account> others = accounts.subList(1, accounts.size());
        if (!others.isEmpty()) {
            heading("Other accounts");
            others.stream().limit(MOST_ROWS).forEach(this::otherAccount);
            andMore(others.size());
        }
    }

    private void otherAccount(Account account) {
        row(
                account.uid(),
                pair(account.signingKey())
                        + more(account.keys().size() - 1, "more key")
                        + more(account.ramUsers().size(), "RAM user")
                        + more(account.tokens().size(), "token"));
    }

    private static String more(int count, String what) {
        return count == 0 ? "" : ", " + count + " " + what + (count == 1 ? "" : "s");
    }

    private void andMore(int count) {
        if (count > MOST_ROWS) {
            row("", "and " + (count - MOST_ROWS) + " more");
        }
    }

    private void account(Account account) {
        heading("Account " + account.uid() + " (test keys, good for nothing but this stub)");
        account.keys().stream().limit(MOST_ROWS).forEach(key -> row("access key", pair(key) + disabled(key)));
        andMore(account.keys().size());
        account.ramUsers().stream()
                .limit(MOST_ROWS)
                .forEach(user -> row("RAM user", pair(user.key()) + " (" + user.name() + ")" + disabled(user.key())));
        andMore(account.ramUsers().size());
        row("issuing pair", pair(account.issuingKey()) + " (signs upload policies and download URLs)");
        row(
                "instances",
                account.instanceIds().isEmpty()
                        ? "any well-formed IotInstanceId, or none"
                        : joined(account.instanceIds()) + "; calls must name one");
        if (!account.products().isEmpty()) {
            row("products", joined(account.products()) + "; calls may name no other");
        }
        account.callsPerSecond().ifPresent(calls -> row("own quota", perSecond(calls)));
    }

    private static String disabled(AccessKey key) {
        return key.active() ? "" : ", disabled";
    }

    private void settings() {
        heading("Settings");
        options.accountsFile()
                .ifPresent(file -> row(
                        "accounts", file + " (POST " + stub.url() + "/__admin/ota/accounts/reload reads it again)"));
        if (options.httpsPort().isPresent()) {
            row(
                    "certificate",
                    options.certificate().isPresent()
                            ? "your own"
                            : "made by the stub; one of your own by --tls-cert and --tls-key");
        }
        row(
                "admin routes",
                options.adminToken().isPresent()
                        ? "want the token (header X-Ota-Stub-Admin-Token)"
                        : "open to every program of this machine (--admin-token)");
        row("clock", clock());
        row(
                "caller time",
                "may be off by " + words(options.callerTimeWindow().toString()) + " from the "
                        + (options.strictCallerTime() ? "stub's clock" : "stub's clock, or the machine's"));
        row("quota", quota());
        row(
                "access keys",
                options.anyAccessKey()
                        ? "LENIENT: any AccessKeyId is let in, RPC signatures are not checked"
                        : "those above; signatures are checked");
        row("ids", ids());
        row("buckets", options.buckets().isEmpty() ? "iotx-ota" : "iotx-ota, " + joined(options.buckets()));
        row(
                "unclaimed",
                options.unclaimedLifetime()
                        .map(time -> "files that no package is made of are deleted after " + words(time.toString()))
                        .orElse("files stay, claimed or not"));
        row(
                "limits",
                options.limits().uploads() + " uploads at once, "
                        + words(options.limits().uploadTime().toString()) + " for each, "
                        + SizeText.of(options.limits().storedBytes()) + " stored");
        row("data folder", options.dataDir().map(Path::toString).orElse("none: state goes with the stub (--data-dir)"));
        row("stub mappings", options.rootDir().map(Path::toString).orElse("none of yours (--root-dir)"));
        row("extra headers", options.extraHeaders() ? "X-Ota-Stub, X-Ota-Stub-Refusal" : "none");
    }

    private String clock() {
        if (options.frozenAt().isPresent()) {
            return "FROZEN at " + stub.clock().instant();
        }
        return options.clockOffset().isZero()
                ? "the machine's"
                : "MOVED by " + words(options.clockOffset().toString()) + ": "
                        + stub.clock().instant() + " now";
    }

    private String quota() {
        if (options.callsPerSecond().isEmpty()) {
            return stub.clock().isFrozen()
                    ? "none while the clock is frozen"
                    : "that of each operation's page: 10 calls a second, QueryOTAFirmware 20, GenerateFileUploadURL 5";
        }
        return perSecond(options.callsPerSecond().getAsInt());
    }

    private static String perSecond(int calls) {
        return calls == 0 ? "none" : calls + " calls a second for each account and operation";
    }

    private String ids() {
        if (options.seed().isEmpty()) {
            return "random";
        }
        return "follow from the seed " + options.seed().getAsLong()
                + (options.frozenAt().isEmpty()
                        ? "; times still differ: freeze the clock too, by --clock, for equal answers"
                        : "");
    }

    /** The keys that everybody knows are shown, a user's own are not. */
    private static String pair(AccessKey key) {
        OtaStubAccount standard = OtaStubAccount.DEFAULT;
        boolean known = key.equals(standard.issuingKey())
                || standard.keys().contains(key)
                || standard.ramUsers().stream().anyMatch(user -> user.key().equals(key));
        return key.id() + " / " + (known ? key.secret().value() : "***");
    }

    private static String joined(Iterable<String> names) {
        List<String> sorted = new ArrayList<>();
        names.forEach(sorted::add);
        return sorted.stream().sorted().collect(Collectors.joining(", "));
    }

    /** {@code PT1H30M} as {@code 1h30m}. */
    private static String words(String isoDuration) {
        return isoDuration.replace("PT", "").toLowerCase(Locale.ROOT);
    }

    private void heading(String text) {
        lines.add("");
        lines.add(text);
    }

    private void row(String name, String value) {
        lines.add(String.format(Locale.ROOT, "  %-14s %s", name, value));
    }
}
