package dev.otastub.junit5;

import dev.otastub.OtaStub;
import dev.otastub.OtaStubOptions;
import dev.otastub.TestAccount;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
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

    /** No thread makes as many instances at once; what is older is of constructors that failed. */
    private static final int MOST_UNDER_CONSTRUCTION = 32;

    /**
     * The instances that this thread makes, the latest first. More than one where a constructor waits for a pool that has
     * the thread begin another test meanwhile.
     */
    private static final ThreadLocal<Deque<Construction>> UNDER_CONSTRUCTION = ThreadLocal.withInitial(ArrayDeque::new);

    /** An instance on its way from its constructor to its test, and the account of that, if it has one of its own. */
    private static final class Construction {

        private final Scoped.@Nullable Account account;
        private @Nullable Object instance;

        Construction(Scoped.@Nullable Account account) {
            this.account = account;
        }

        /** That very instance, whatever it takes for equal. */
        @SuppressWarnings("ReferenceEquality")
        boolean isOf(Object testInstance) {
            return instance == testInstance;
        }
    }

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

        /**
         * The extension.
         *
         * @throws ExtensionConfigurationException if there are options for the server that all share
         */
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
        if (settings(context).account() == AccountScope.SHARED
                && outermost(context).equals(context)) {
            accountOfClass(context).reset();
        }
        for (Field field : fields(context.getRequiredTestClass(), true)) {
            set(field, null, value(field.getType(), context, () -> accountOfClass(context)));
        }
    }

    @Override
    public void preConstructTestInstance(TestInstanceFactoryContext factory, ExtensionContext context) {
        Deque<Construction> constructions = UNDER_CONSTRUCTION.get();
        boolean hasItsOwn = settings(context).account() == AccountScope.PER_METHOD && !isOnePerClass(context);
        Construction last = constructions.peek();
        boolean goesOn = hasItsOwn
                && last != null
                && last.account != null
                && factory.getOuterInstance().filter(last::isOf).isPresent();
        if (!goesOn) {
            constructions.push(new Construction(hasItsOwn ? fresh(context) : null));
            if (constructions.size() > MOST_UNDER_CONSTRUCTION) {
                constructions.removeLast();
            }
        }
    }

    /** JUnit closes it with the class, should its test never begin. */
    private Scoped.Account fresh(ExtensionContext context) {
        Scoped.Account made = new Scoped.Account(stub(context)::newAccount);
        store(context).put(made, made);
        return made;
    }

    @Override
    public void postProcessTestInstance(Object instance, ExtensionContext context) throws IllegalAccessException {
        Deque<Construction> constructions = UNDER_CONSTRUCTION.get();
        for (Field field : fields(instance.getClass(), false)) {
            set(field, instance, value(field.getType(), context, () -> accountOfInstance(context)));
        }
        Construction made = constructions.peek();
        if (made != null) {
            made.instance = instance;
            if (made.account == null) {
                constructions.pop();
            }
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        accountOfInstance(context.getRequiredTestInstance())
                // From now on it is the method's, and JUnit closes it with the method.
                .ifPresent(own -> store(context).put(Scoped.Account.OF_METHOD, own));
        // What @BeforeAll made is there in the first test.
        boolean isFirst = store(outermost(context))
                .getOrComputeIfAbsent("first test", key -> new AtomicBoolean(true), AtomicBoolean.class)
                .getAndSet(false);
        if (!isFirst) {
            reset(context);
        }
    }

    private static Optional<Scoped.Account> accountOfInstance(Object instance) {
        Deque<Construction> constructions = UNDER_CONSTRUCTION.get();
        Optional<Construction> found =
                constructions.stream().filter(made -> made.isOf(instance)).findFirst();
        found.ifPresent(constructions::remove);
        if (constructions.isEmpty()) {
            UNDER_CONSTRUCTION.remove();
        }
        return found.map(made -> made.account);
    }

    private void reset(ExtensionContext context) {
        Settings as = settings(context);
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
        if (context.getExecutionException().isPresent()) {
            String refused = accountThatWasUsed(context).stream()
                    .flatMap(account -> account.refusals().stream())
                    .map(Object::toString)
                    .collect(Collectors.joining("\n"));
            if (!refused.isEmpty()) {
                context.publishReportEntry("ota-stub refused", refused);
            }
        }
    }

    private Optional<TestAccount> accountThatWasUsed(ExtensionContext context) {
        if (settings(context).account() != AccountScope.PER_METHOD) {
            return Optional.of(accountOfClass(context));
        }
        return Optional.ofNullable(store(context).get(Scoped.Account.OF_METHOD, Scoped.Account.class))
                .filter(Scoped.Account::isMade)
                .map(Scoped.Account::account);
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
        Construction last = UNDER_CONSTRUCTION.get().peek();
        return last != null && last.account != null ? last.account.account() : accountOfClass(context);
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
                        new Scoped.OfClass(stub), key -> new Scoped.Account(stub::newAccount), Scoped.Account.class)
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
