package dev.otastub;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

@AnalyzeClasses(packages = "dev.otastub", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String[] CORE = {
        "dev.otastub.core..",
        "dev.otastub.data..",
        "dev.otastub.json..",
        "dev.otastub.control..",
        "dev.otastub.account..",
        "dev.otastub.signature..",
        "dev.otastub.multipart..",
        "dev.otastub.oss..",
        "dev.otastub.rpc..",
        "dev.otastub.iot..",
        "dev.otastub.tls.."
    };

    @ArchTest
    static final ArchRule core_knows_no_server = noClasses()
            .that()
            .resideInAnyPackage(CORE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "com.github.tomakehurst..",
                    "org.wiremock..",
                    "org.eclipse.jetty..",
                    "jakarta.servlet..",
                    "org.junit..",
                    "picocli..",
                    "dev.otastub.wiremock..",
                    "dev.otastub.junit5..",
                    "dev.otastub.cli..")
            .because("the rules of the cloud must be usable and testable without a server");

    @ArchTest
    static final ArchRule only_the_server_factory_knows_jetty = noClasses()
            .that()
            .doNotHaveSimpleName("StubServerFactory")
            .and()
            .areTopLevelClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.eclipse.jetty..", "com.github.tomakehurst.wiremock.jetty12..")
            .because("the next major version of WireMock changes all that touches Jetty");

    @ArchTest
    static final ArchRule time_and_chance_are_given = noClasses()
            .that()
            .resideOutsideOfPackage("dev.otastub.cli..")
            .and()
            .doNotHaveFullyQualifiedName("dev.otastub.OtaStub")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(InstantSource.class, "system")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(UUID.class, "randomUUID")
            .orShould()
            .callMethod(ThreadLocalRandom.class, "current")
            .orShould()
            .callConstructor(Random.class)
            .because("a test must be able to set the time and to repeat an answer byte for byte");

    @ArchTest
    static final ArchRule no_cycles =
            slices().matching("dev.otastub.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule dependencies_point_downwards = Architectures.layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("cli")
            .definedBy("dev.otastub.cli..")
            .layer("root")
            .definedBy("dev.otastub")
            .layer("wiremock")
            .definedBy("dev.otastub.wiremock..")
            .layer("iot")
            .definedBy("dev.otastub.iot..")
            .layer("tls")
            .definedBy("dev.otastub.tls..")
            .layer("rpc")
            .definedBy("dev.otastub.rpc..")
            .layer("oss")
            .definedBy("dev.otastub.oss..")
            .layer("multipart")
            .definedBy("dev.otastub.multipart..")
            .layer("account")
            .definedBy("dev.otastub.account..")
            .layer("signature")
            .definedBy("dev.otastub.signature..")
            .layer("data")
            .definedBy("dev.otastub.data..")
            .layer("core")
            .definedBy("dev.otastub.core..")
            .whereLayer("cli")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("root")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("wiremock")
            .mayOnlyBeAccessedByLayers("root")
            .whereLayer("tls")
            .mayOnlyBeAccessedByLayers("cli", "root", "wiremock")
            .whereLayer("iot")
            .mayOnlyBeAccessedByLayers("root")
            .whereLayer("rpc")
            .mayOnlyBeAccessedByLayers("cli", "root", "wiremock", "iot")
            .whereLayer("oss")
            .mayOnlyBeAccessedByLayers("cli", "root", "wiremock", "iot")
            .whereLayer("multipart")
            .mayOnlyBeAccessedByLayers("wiremock", "oss")
            .whereLayer("account")
            .mayOnlyBeAccessedByLayers("cli", "root", "wiremock", "iot", "rpc", "oss")
            .whereLayer("data")
            .mayOnlyBeAccessedByLayers("root", "iot", "oss")
            .whereLayer("core")
            .mayOnlyBeAccessedByLayers(
                    "cli", "root", "wiremock", "iot", "rpc", "oss", "multipart", "account", "signature", "data", "tls")
            .whereLayer("signature")
            .mayOnlyBeAccessedByLayers("cli", "root", "wiremock", "iot", "rpc", "oss", "account");

    @ArchTest
    static final ArchRule classes_are_final = classes()
            .that()
            .areNotInterfaces()
            .and()
            .areNotEnums()
            .and()
            .areTopLevelClasses()
            .and()
            .doNotHaveSimpleName("package-info")
            .and()
            .areNotAssignableTo("org.assertj.core.api.Assert")
            .should()
            .haveModifier(JavaModifier.FINAL)
            .because("nothing here is made to be extended, but for assertions, which AssertJ's soft assertions extend");

    @ArchTest
    static final ArchRule only_the_assertions_know_assertj = noClasses()
            .that()
            .resideOutsideOfPackage("dev.otastub.assertj..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.assertj..")
            .because("AssertJ is there only for those who assert with it");

    @ArchTest
    static final ArchRule assertions_know_of_assertj_what_users_do = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.assertj.core.internal..", "org.assertj.core.error..", "org.assertj.core.util..")
            .because("users have an AssertJ of their own, of whatever version");

    @ArchTest
    static final ArchRule only_the_extension_knows_junit = noClasses()
            .that()
            .resideOutsideOfPackage("dev.otastub.junit5..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.junit..", "org.opentest4j..")
            .because("JUnit is there only for those whose tests it runs");

    @ArchTest
    static final ArchRule only_the_data_room_knows_its_database = noClasses()
            .that()
            .resideOutsideOfPackage("dev.otastub.data..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.h2..")
            .because("tables are all that the rules of the cloud need");
}
