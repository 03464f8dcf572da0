package dev.otastub.junit5;

import dev.otastub.OtaStub;
import dev.otastub.OtaStubOptions;
import dev.otastub.TestAccount;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/**
 * What {@link OtaStubTest} does, with options:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final OtaStubExtension ota = OtaStubExtension.builder()
 *         .options(OtaStubOptions.builder().callsPerSecond(0).build())
 *         .account(AccountScope.PER_CLASS)
 *         .build();
 * }</pre>
 *
 * <p>Works with JUnit 5.10 to 6. Servers and accounts are in JUnit's stores, and JUnit closes them.
 */
public final class OtaStubExtension
        implements BeforeAllCallback,
                TestInstancePreConstructCallback,
                TestInstancePostProcessor,
                BeforeEachCallback,
                AfterTestExecutionCallback,
                ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create("dev.otastub");

    private final Optional<Settings> settings;

    /** The account of the test whose instance is being made by this thread, if it is one that has an account of its own. */
    private static final ThreadLocal<Scoped.Account> UNDER_CONSTRUCTION = new ThreadLocal<>();

    /** As {@link OtaStubTest} on the class says, or its defaults. */
    public OtaStubExtension() {
        this.settings = Optional.empty();
    }

    private OtaStubExtension(Settings settings) {
        this.settings = Optional.of(settings);
    }

    /** An extension with options. */
    public static Builder builder() {
        return new Builder();
    }

    /** Makes an extension. */
    public static final class Builder {

        private AccountScope account = AccountScope.PER_METHOD;
        private ServerScope server = ServerScope.SHARED;
        private boolean https;
        private @Nullable OtaStubOptions options;

        private Builder() {}

        /** Who shares an account; each method has its own if nobody says otherwise. */
        public Builder account(AccountScope value) {
            account = value;
            return this;
        }

        /** Who shares a server; the whole test run if nobody says otherwise, and there are no options. */
        public Builder server(ServerScope value) {
            server = value;
            return this;
        }

        /** Whether the shared server is to speak HTTPS; with options these say so. */
        public Builder https(boolean value) {
            https = value;
            return this;
        }

        /** Options of a server of the class's own. */
        public Builder options(OtaStubOptions value) {
            options = value;
            server = ServerScope.PER_CLASS;
            return this;
        }

        /** @throws ExtensionConfigurationException if there are options for the server that all share */
        public OtaStubExtension build() {
            if (options != null && server == ServerScope.SHARED) {
                throw new ExtensionConfigurationException(
                        "Options are for a server of the class's own: leave server(SHARED) out, or the options.");
            }
            return new OtaStubExtension(new Settings(account, server, https, Optional.ofNullable(options)));
        }
    }

    /** How tests are run. */
    record Settings(AccountScope account, ServerScope server, boolean https, Optional<OtaStubOptions> options) {

        static final Settings DEFAULTS =
                new Settings(AccountScope.PER_METHOD, ServerScope.SHARED, false, Optional.empty());

        static Settings of(OtaStubTest annotation) {
            return new Settings(annotation.account(), annotation.server(), annotation.https(), Optional.empty());
        }

        OtaStubOptions ownOptions() {
            return options.orElseGet(() -> {
                OtaStubOptions.Builder builder = OtaStubOptions.builder();
                return (https ? builder.httpsPort(0) : builder).build();
            });
        }
    }

    private Settings settings(ExtensionContext context) {
        return settings.orElseGet(() -> annotated(context.getRequiredTestClass()));
    }

    private static Settings annotated(Class<?> testClass) {
        for (Class<?> at = testClass; at != null; at = at.getEnclosingClass()) {
            Optional<OtaStubTest> found = AnnotationSupport.findAnnotation(at, OtaStubTest.class);
            if (found.isPresent()) {
                return Settings.of(found.get());
            }
        }
        return Settings.DEFAULTS;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IllegalAccessException {
        for (Field field : fields(context.getRequiredTestClass(), true)) {
            set(field, null, value(field.getType(), context, () -> accountOfClass(context)));
        }
    }

    @Override
    public void preConstructTestInstance(TestInstanceFactoryContext factory, ExtensionContext context) {
        Scoped.Account before = UNDER_CONSTRUCTION.get();
        boolean goesOn = before != null
                && factory.getOuterInstance().filter(before::isOf).isPresent();
        if (before != null && !goesOn) {
            // Its test never began: an earlier constructor failed.
            before.close();
            UNDER_CONSTRUCTION.remove();
        }
        if (!goesOn && settings(context).account() == AccountScope.PER_METHOD && !isOnePerClass(context)) {
            UNDER_CONSTRUCTION.set(new Scoped.Account(stub(context)::newAccount));
        }
    }

    @Override
    public void postProcessTestInstance(Object instance, ExtensionContext context) throws IllegalAccessException {
        Scoped.Account own = UNDER_CONSTRUCTION.get();
        if (own != null) {
            own.isFor(instance);
        }
        for (Field field : fields(instance.getClass(), false)) {
            set(field, instance, value(field.getType(), context, () -> accountOfInstance(context)));
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        Settings as = settings(context);
        Scoped.Account own = UNDER_CONSTRUCTION.get();
        UNDER_CONSTRUCTION.remove();
        if (own != null) {
            // From now on it is the method's, and JUnit closes it with the method.
            store(context).put(Scoped.Account.OF_METHOD, own);
        }
        if (as.account() != AccountScope.PER_METHOD) {
            accountOfClass(context).reset();
        }
        if (as.server() == ServerScope.PER_CLASS) {
            stub(context).resetCommon();
        }
    }

    /** What was refused is half the explanation of a failure. */
    @Override
    public void afterTestExecution(ExtensionContext context) {
        Scoped.Account own = store(context).get(Scoped.Account.OF_METHOD, Scoped.Account.class);
        if (context.getExecutionException().isPresent() && own != null && own.isMade()) {
            String refused =
                    own.account().refusals().stream().map(Object::toString).collect(Collectors.joining("\n"));
            if (!refused.isEmpty()) {
                context.publishReportEntry("ota-stub refused", refused);
            }
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == OtaStub.class || type == TestAccount.class || type == SSLContext.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        boolean constructs = parameter.getDeclaringExecutable() instanceof Constructor;
        return value(
                parameter.getParameter().getType(),
                context,
                () -> constructs ? accountOfInstance(context) : account(context));
    }

    private interface AccountSource {
        TestAccount get();
    }

    private Object value(Class<?> type, ExtensionContext context, AccountSource account) {
        if (type == TestAccount.class) {
            return account.get();
        }
        if (type == OtaStub.class) {
            return stub(context);
        }
        try {
            return stub(context).sslContext();
        } catch (IllegalStateException e) {
            throw new ParameterResolutionException(
                    "There is no SSLContext, as the server does not speak HTTPS: write @OtaStubTest(https = true), or"
                            + " httpsPort(0) in the options.",
                    e);
        }
    }

    private TestAccount accountOfInstance(ExtensionContext context) {
        Scoped.Account own = UNDER_CONSTRUCTION.get();
        return own != null ? own.account() : accountOfClass(context);
    }

    private TestAccount account(ExtensionContext context) {
        if (settings(context).account() != AccountScope.PER_METHOD
                || context.getTestMethod().isEmpty()) {
            return accountOfClass(context);
        }
        return store(context)
                .getOrComputeIfAbsent(
                        Scoped.Account.OF_METHOD,
                        key -> new Scoped.Account(stub(context)::newAccount),
                        Scoped.Account.class)
                .account();
    }

    private TestAccount accountOfClass(ExtensionContext context) {
        OtaStub stub = stub(context);
        if (settings(context).account() == AccountScope.SHARED) {
            return stub.account();
        }
        return store(outermost(context))
                .getOrComputeIfAbsent(
                        Scoped.Account.OF_CLASS, key -> new Scoped.Account(stub::newAccount), Scoped.Account.class)
                .account();
    }

    private OtaStub stub(ExtensionContext context) {
        Settings as = settings(context);
        ExtensionContext owner = as.server() == ServerScope.SHARED ? context.getRoot() : outermost(context);
        return store(owner)
                .getOrComputeIfAbsent(
                        as.server() == ServerScope.SHARED ? Scoped.Server.key(as.https()) : as,
                        key -> as.server() == ServerScope.SHARED
                                ? Scoped.Server.shared(as.https())
                                : Scoped.Server.own(as.ownOptions()),
                        Scoped.Server.class)
                .stub();
    }

    /** The context of the top-level class; of a parameterized one, that of all its invocations. */
    private static ExtensionContext outermost(ExtensionContext context) {
        ExtensionContext at = context;
        Optional<ExtensionContext> parent = at.getParent();
        while (parent.filter(above -> above.getTestClass().isPresent()).isPresent()) {
            at = parent.get();
            parent = at.getParent();
        }
        return at;
    }

    private static boolean isOnePerClass(ExtensionContext context) {
        return context.getTestInstanceLifecycle()
                .filter(TestInstance.Lifecycle.PER_CLASS::equals)
                .isPresent();
    }

    private static ExtensionContext.Store store(ExtensionContext context) {
        return context.getStore(NAMESPACE);
    }

    private static List<Field> fields(Class<?> testClass, boolean areStatic) {
        return AnnotationSupport.findAnnotatedFields(
                testClass,
                InjectOtaStub.class,
                field -> Modifier.isStatic(field.getModifiers()) == areStatic,
                HierarchyTraversalMode.TOP_DOWN);
    }

    private static void set(Field field, @Nullable Object instance, Object value) throws IllegalAccessException {
        if (!field.getType().isInstance(value)) {
            throw new ExtensionConfigurationException("@InjectOtaStub is on the field " + field
                    + "; it can be on fields of the types OtaStub, TestAccount and SSLContext.");
        }
        if (Modifier.isFinal(field.getModifiers())) {
            throw new ExtensionConfigurationException(
                    "@InjectOtaStub is on the field " + field + ", which is final, so nobody can set it.");
        }
        field.setAccessible(true);
        field.set(instance, value);
    }
}
