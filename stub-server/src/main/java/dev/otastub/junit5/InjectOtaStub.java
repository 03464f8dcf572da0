package dev.otastub.junit5;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a field of a test class: an {@link dev.otastub.OtaStub}, a {@link dev.otastub.TestAccount} or an {@link
 * javax.net.ssl.SSLContext}, set before the lifecycle methods run. A static field, and any field under the lifecycle
 * PER_CLASS, gets the account of the class; another one that of the test.
 */
@Target({ElementType.FIELD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface InjectOtaStub {}
