package dev.otastub.contracts.kit;

import au.com.dius.pact.core.model.matchingrules.MatchingRuleCategory;
import au.com.dius.pact.core.model.matchingrules.MatchingRuleGroup;
import au.com.dius.pact.core.model.matchingrules.MatchingRules;
import au.com.dius.pact.core.model.matchingrules.RegexMatcher;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A value that a request of the contract has.
 *
 * @param what it is, for a person: a parameter, a header or a field
 * @param example the contract's example
 * @param form the form that values have; without one they equal the example
 */
record Slot(String what, String example, Optional<String> form) {

    /** Longer ones are cut: a policy would bury the message. */
    private static final int LONGEST = 60;

    /** @param category where the contract has the rules for such values: {@code query}, {@code header} or {@code body} */
    static Slot of(String kind, String name, String example, MatchingRules rules, String category) {
        return new Slot(kind + " " + name, example, form(rules.rulesForCategory(category), name));
    }

    private static Optional<String> form(MatchingRuleCategory rules, String name) {
        return rules.getMatchingRules().entrySet().stream()
                .filter(rule -> plain(rule.getKey()).equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .flatMap(group -> regex(group).stream())
                .findFirst();
    }

    private static Optional<String> regex(MatchingRuleGroup group) {
        return group.getRules().stream()
                .filter(RegexMatcher.class::isInstance)
                .map(rule -> ((RegexMatcher) rule).getRegex())
                .findFirst();
    }

    /** Rules name values as {@code Signature}, {@code Signature[0]}, {@code $.Signature} or {@code $['Signature']}. */
    private static String plain(String path) {
        return path.replaceFirst("^\\$\\.?", "").replaceAll("\\[\\d+]$|\\[\\*]$|\\['|']", "");
    }

    /** What is wrong with a value, as a sentence without its full stop. */
    Optional<String> objection(@Nullable String value) {
        if (value == null) {
            return Optional.of(what + " is missing");
        }
        if (form.isPresent()) {
            return Pattern.matches(form.get(), value)
                    ? Optional.empty()
                    : Optional.of(what + " is " + quoted(value) + ", which has not the form " + form.get());
        }
        return value.equals(example)
                ? Optional.empty()
                : Optional.of(what + " is " + quoted(value) + ", and the contract has " + quoted(example));
    }

    private static String quoted(String value) {
        return "'" + (value.length() <= LONGEST ? value : value.substring(0, LONGEST) + "...") + "'";
    }
}
