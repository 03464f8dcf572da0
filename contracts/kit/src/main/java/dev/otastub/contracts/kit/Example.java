package dev.otastub.contracts.kit;

import au.com.dius.pact.core.model.ProviderState;
import au.com.dius.pact.core.model.V4Interaction.SynchronousHttp;
import au.com.dius.pact.core.model.matchingrules.MatchingRuleCategory;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An example request, and what must be so before it is sent.
 *
 * @param states the provider states
 * @param request the request as the contract has it
 * @param varying the parameters and fields for which the contract has a rule; the others are what it is about
 */
public record Example(List<ProviderState> states, Message request, Set<String> varying) {

    /** The name at the end of a path such as {@code $.FirmwareName} or {@code FirmwareName[0]}. */
    private static final Pattern NAME = Pattern.compile("(?:\\$\\.|\\$\\[')?([A-Za-z0-9_-]+)(?:'\\])?(?:\\[\\d+\\])?");

    public Example {
        states = List.copyOf(states);
        varying = Set.copyOf(varying);
    }

    /** The example of an interaction. */
    public static Example of(SynchronousHttp interaction) {
        Set<String> varying = new TreeSet<>();
        for (String part : List.of("query", "body")) {
            MatchingRuleCategory rules =
                    interaction.getRequest().getMatchingRules().rulesForCategory(part);
            for (String path : rules.getMatchingRules().keySet()) {
                Matcher name = NAME.matcher(path);
                if (name.matches()) {
                    varying.add(name.group(1));
                }
            }
        }
        return new Example(interaction.getProviderStates(), Message.of(interaction.getRequest()), varying);
    }
}
