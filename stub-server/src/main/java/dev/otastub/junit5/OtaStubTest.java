package dev.otastub.junit5;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs the tests of a class, and of the classes nested in it, against ota-stub. Constructors, lifecycle methods and test
 * methods may take an {@link dev.otastub.OtaStub}, a {@link dev.otastub.TestAccount} and, with {@link #https}, a {@link
 * javax.net.ssl.SSLContext}; fields get them by {@link InjectOtaStub}.
 *
 * <pre>{@code
 * @OtaStubTest
 * class FirmwareReleaseTest {
 *     @Test
 *     void a_file_is_uploaded(OtaStub stub, TestAccount account) {
 *         var release = new FirmwareRelease(stub.hostPort(), account.accessKeyId(), account.accessKeySecret());
 *         release.upload(bytes);
 *         assertThat(account.uploads()).hasSize(1);
 *     }
 * }
 * }</pre>
 *
 * <p>{@code @BeforeAll} methods, constructors under the lifecycle PER_CLASS and static fields get the account of the
 * class, which by default is another one than those of its tests.
 */
@Target({ElementType.TYPE, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(OtaStubExtension.class)
public @interface OtaStubTest {

    /** Who shares an account. */
    AccountScope account() default AccountScope.PER_METHOD;

    /** Who shares a server. */
    ServerScope server() default ServerScope.SHARED;

    /** Whether the server speaks HTTPS too, by a certificate that its {@code sslContext()} trusts. */
    boolean https() default false;
}
