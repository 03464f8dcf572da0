package dev.otastub.wiremock;

import static com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder.responseDefinition;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.admin.Router;
import com.github.tomakehurst.wiremock.extension.AdminApiExtension;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import dev.otastub.account.Accounts;
import dev.otastub.account.Accounts.Changes;
import dev.otastub.account.AccountsFile;
import dev.otastub.account.AccountsMistake;
import dev.otastub.core.StubClock;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * {@code POST /__admin/ota/accounts/reload} reads the file of accounts again; {@code GET
 * /__admin/ota/accounts.schema.json} is the schema that it follows. No answer and no line of the log has a secret in it.
 */
public final class AccountsRoute implements AdminApiExtension {

    private static final ObjectMapper JSON = new ObjectMapper();
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
                (admin, event, path) -> answer(200, "application/schema+json", schema()));
    }

    private ResponseDefinition reload() {
        if (file.isEmpty()) {
            return sentence(409, "There is no file of accounts to read again: start ota-stub with --accounts FILE.");
        }
        try {
            Changes changes = accounts.reload(file.get());
            log.event(clock.instant(), "accounts read again from " + file.get().path() + ": " + words(changes));
            return answer(200, "application/json", json(changes));
        } catch (AccountsMistake e) {
            String sentence = e.getMessage() + " The accounts are as they were.";
            log.event(clock.instant(), "accounts not read again: " + sentence);
            return sentence(400, sentence);
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

    private static String json(Changes changes) {
        ObjectNode json = JSON.createObjectNode();
        json.set("added", JSON.valueToTree(changes.added()));
        json.set("removed", JSON.valueToTree(changes.removed()));
        json.set("changed", JSON.valueToTree(changes.changed()));
        return json + "\n";
    }

    private static String schema() {
        try (InputStream in = Objects.requireNonNull(AccountsRoute.class.getResourceAsStream(SCHEMA))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ResponseDefinition sentence(int status, String text) {
        return answer(status, "text/plain", text + "\n");
    }

    private static ResponseDefinition answer(int status, String type, String body) {
        return responseDefinition()
                .withStatus(status)
                .withHeader("Content-Type", type + ";charset=utf-8")
                .withBody(body)
                .build();
    }
}
