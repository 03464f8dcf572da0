package dev.otastub.contracts.kit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Names the interactions that a test expects its client to use; the test has a {@link ContractMock} as a parameter. On a
 * class it is for the methods that have none of their own.
 */
@Documented
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ContractMockExtension.class)
public @interface ExpectsContract {

    /** The descriptions of the interactions. */
    String[] value();
}
