package dev.otastub.wiremock;

import com.github.tomakehurst.wiremock.admin.Router;
import com.github.tomakehurst.wiremock.extension.AdminApiExtension;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import dev.otastub.account.Accounts;
import dev.otastub.account.Accounts.Changes;
import dev.otastub.account.AccountsFile;
import dev.otastub.account.AccountsMistake;
import dev.otastub.core.StubClock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * {@code POST /__admin/ota/accounts/reload} reads the file of accounts again; {@code GET
 * /__admin/ota/accounts.schema.json} is the schema that it follows. No answer and no line of the log has a secret in it.
 */
public final class AccountsRoute implements AdminApiExtension {

    private static final String SCHEMA = "/dev/otastub/accounts.schema.json";
    private static final int MOST_NAMED = 10;

    private final Accounts accounts;
    private final Optional<AccountsFile> file;
    private final StubClock clock;
    private final AnswerLog log;

    /** @param file none if the stub was started without one */
    public AccountsRoute(Accounts accounts, Optional<AccountsFile> file, StubClock clock, Consumer<String> log) {
        this.accounts = accounts;
        this.file = file;
        this.clock = clock;
        this.log = new AnswerLog(log, story -> {}, accounts.anyAccessKey());
    }

    @Override
    public String getName() {
        return "ota-stub-accounts";
    }

    @Override
    public void contributeAdminApiRoutes(Router router) {
        router.add(RequestMethod.POST, "/ota/accounts/reload", (admin, event, path) -> reload());
        router.add(
                RequestMethod.GET,
                "/ota/accounts.schema.json",
                (admin, event, path) -> AdminAnswers.resource("application/schema+json", SCHEMA));
    }

    private ResponseDefinition reload() {
        if (file.isEmpty()) {
            return AdminAnswers.sentence(
                    409, "There is no file of accounts to read again: start ota-stub with --accounts FILE.");
        }
        try {
            Changes changes = accounts.reload(file.get());
            log.event(clock.instant(), "accounts read again from " + file.get().path() + ": " + words(changes));
            return AdminAnswers.json(200, changes);
        } catch (AccountsMistake e) {
            String sentence = e.getMessage() + " The accounts are as they were.";
            log.event(clock.instant(), "accounts not read again: " + sentence);
            return AdminAnswers.sentence(400, sentence);
        }
    }

    private static String words(Changes changes) {
        return words("added", changes.added()) + ", " + words("removed", changes.removed()) + ", "
                + words("changed", changes.changed());
    }

    private static String words(String what, List<String> uids) {
        if (uids.isEmpty()) {
            return "none " + what;
        }
        String more = uids.size() > MOST_NAMED ? " and " + (uids.size() - MOST_NAMED) + " more" : "";
        return what + " " + String.join(" ", uids.subList(0, Math.min(uids.size(), MOST_NAMED))) + more;
    }
}
