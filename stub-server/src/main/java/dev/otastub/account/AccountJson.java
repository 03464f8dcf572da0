package dev.otastub.account;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.otastub.json.JsonMistake;
import dev.otastub.json.LocatedJson;
import java.util.Collection;

/** An account as JSON, in the form that it has in a file of accounts; secrets are in it. */
public final class AccountJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private AccountJson() {}

    /**
     * The account that {@link #write} was given.
     *
     * @param clocks gives it its clock
     * @throws AccountsMistake if it is no account
     */
    public static Account read(String json, Clocks clocks) {
        try {
            return of(LocatedJson.parse(json), clocks);
        } catch (JsonMistake e) {
            throw new AccountsMistake(String.valueOf(e.getMessage()));
        }
    }

    /**
     * The account that somebody wrote.
     *
     * @param clocks gives it its clock
     * @throws JsonMistake if it is no account
     */
    public static Account of(LocatedJson json, Clocks clocks) {
        return new AccountReader(clocks).account(json);
    }

    /** The account on one line; its clock is not part of it. */
    public static String write(Account account) {
        ObjectNode json = JSON.createObjectNode();
        json.put("uid", account.uid());
        ArrayNode keys = json.putArray("keys");
        account.keys().forEach(key -> put(keys.addObject(), key));
        ArrayNode ramUsers = json.putArray("ramUsers");
        account.ramUsers().forEach(user -> put(ramUsers.addObject(), user));
        ArrayNode tokens = json.putArray("tokens");
        account.tokens().forEach(token -> put(tokens.addObject(), token));
        put(
                json.putArray("instanceIds"),
                account.instanceIds().stream().sorted().toList());
        put(json.putArray("products"), account.products().stream().sorted().toList());
        account.callsPerSecond().ifPresent(calls -> json.put("callsPerSecond", calls));
        put(json.putObject("issuingKey"), account.issuingKey());
        return json.toString();
    }

    private static void put(ObjectNode json, AccessKey key) {
        json.put("id", key.id());
        json.put("secret", key.secret().value());
        json.put("active", key.active());
    }

    private static void put(ObjectNode json, RamUser user) {
        json.put("name", user.name());
        put(json.putObject("key"), user.key());
        put(json, user.permissions());
    }

    private static void put(ObjectNode json, SecurityToken token) {
        json.put("token", token.token());
        put(json.putObject("key"), token.key());
        token.expiration().ifPresent(end -> json.put("expiration", end.toString()));
        put(json, token.permissions());
    }

    private static void put(ObjectNode json, Permissions permissions) {
        put(json.putArray("allowed"), permissions.allowed());
        put(json.putArray("denied"), permissions.denied());
    }

    private static void put(ArrayNode json, Collection<String> texts) {
        texts.forEach(json::add);
    }
}
