package dev.otastub.contracts.kit;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.platform.commons.support.AnnotationSupport;

/** Gives a test its {@link ContractMock}, verifies it after the test, and stops it. {@link ExpectsContract} brings it. */
public final class ContractMockExtension
        implements ParameterResolver,
                TestExecutionExceptionHandler,
                BeforeTestExecutionCallback,
                AfterTestExecutionCallback,
                AfterEachCallback {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == ContractMock.class;
    }

    @Override
    public ContractMock resolveParameter(ParameterContext parameter, ExtensionContext context) {
        if (context.getTestMethod().isEmpty()) {
            throw new ParameterResolutionException("A ContractMock is a test method's, or that of its @BeforeEach.");
        }
        ContractMock mock = mock(context).orElseGet(() -> ContractMock.expecting(expected(context)));
        store(context).put(ContractMock.class, mock);
        return mock;
    }

    private static String[] expected(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getRequiredTestMethod(), ExpectsContract.class)
                .or(() -> onClass(Optional.of(context)))
                .map(ExpectsContract::value)
                .orElseThrow(
                        () -> new ParameterResolutionException(
                                "Name what the client is expected to use: @ExpectsContract({...}) on the method or its class."));
    }

    /** Nested classes take over what the outer one says. */
    private static Optional<ExpectsContract> onClass(Optional<ExtensionContext> context) {
        return context.flatMap(here -> here.getTestClass()
                .flatMap(type -> AnnotationSupport.findAnnotation(type, ExpectsContract.class))
                .or(() -> onClass(here.getParent())));
    }

    /** Without a mock nothing would be verified, and the test would pass whatever its client does. */
    @Override
    public void beforeTestExecution(ExtensionContext context) {
        boolean named = AnnotationSupport.isAnnotated(context.getTestMethod(), ExpectsContract.class);
        if (named
                && !takesMock(context.getRequiredTestMethod())
                && mock(context).isEmpty()) {
            throw new ExtensionConfigurationException("@ExpectsContract on "
                    + context.getRequiredTestMethod().getName()
                    + " checks nothing, for the method takes no mock: add a parameter of type ContractMock.");
        }
    }

    /** The method's own parameters are resolved only later. */
    private static boolean takesMock(Method test) {
        return List.of(test.getParameterTypes()).contains(ContractMock.class);
    }

    /** A test that fails anyway says, besides, what the mock has seen. */
    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        mock(context).ifPresent(mock -> addReasons(mock, failure));
        throw failure;
    }

    private static void addReasons(ContractMock mock, Throwable failure) {
        try {
            mock.verify();
        } catch (AssertionError reasons) {
            failure.addSuppressed(reasons);
        }
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        if (context.getExecutionException().isEmpty()) {
            mock(context).ifPresent(ContractMock::verify);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        mock(context).ifPresent(ContractMock::close);
    }

    private static Optional<ContractMock> mock(ExtensionContext context) {
        return Optional.ofNullable(store(context).get(ContractMock.class, ContractMock.class));
    }

    private static Store store(ExtensionContext context) {
        return context.getStore(Namespace.create(ContractMockExtension.class));
    }
}
