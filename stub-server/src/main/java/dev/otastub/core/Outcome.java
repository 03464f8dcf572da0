package dev.otastub.core;

import java.util.Optional;
import java.util.function.Function;

/** A value, or the refusal that came instead of it. Refusals are values; exceptions are bugs. */
public sealed interface Outcome<T> {

    /** It went well. */
    record Accepted<T>(T value) implements Outcome<T> {}

    /** It was refused. */
    record Refused<T>(Refusal why) implements Outcome<T> {}

    static <T> Outcome<T> accepted(T value) {
        return new Accepted<>(value);
    }

    static <T> Outcome<T> refused(Refusal why) {
        return new Refused<>(why);
    }

    default <R> R fold(Function<? super T, ? extends R> accepted, Function<? super Refusal, ? extends R> refused) {
        if (this instanceof Accepted<T> yes) {
            return accepted.apply(yes.value());
        }
        return refused.apply(((Refused<T>) this).why());
    }

    default <R> Outcome<R> map(Function<? super T, ? extends R> change) {
        return fold(value -> accepted(change.apply(value)), Outcome::refused);
    }

    default <R> Outcome<R> flatMap(Function<? super T, Outcome<R>> next) {
        return fold(next, Outcome::refused);
    }

    /** The value, if it went well. */
    default Optional<T> toOptional() {
        return fold(Optional::of, why -> Optional.empty());
    }

    /** The refusal, if it was refused. */
    default Optional<Refusal> refusal() {
        return fold(value -> Optional.empty(), Optional::of);
    }
}
