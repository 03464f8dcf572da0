package dev.otastub.jar;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otastub.OtaStub;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class JarTest {

    private static final Pattern VERSION = Pattern.compile("META-INF/versions/\\d+/");
    private static final Pattern OUR_TYPE = Pattern.compile("dev\\.otastub\\.(?!shaded\\.)[\\w.$]+");
    private static final Pattern DEPENDENCIES = Pattern.compile("(?s)\\n  <dependencies>.*?\\n  </dependencies>");

    private static JarFile jar;
    private static List<String> entries;

    @BeforeAll
    static void open() throws IOException, URISyntaxException {
        jar = new JarFile(Path.of(OtaStub.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toFile());
        entries = jar.stream()
                .filter(entry -> !entry.isDirectory())
                .map(ZipEntry::getName)
                .toList();
    }

    @AfterAll
    static void close() throws IOException {
        jar.close();
    }

    @Test
    void classes_of_others_are_hidden_but_for_wiremock_and_slf4j() {
        assertThat(entries)
                .filteredOn(entry -> entry.endsWith(".class"))
                .map(entry -> VERSION.matcher(entry).replaceFirst(""))
                .isNotEmpty()
                .allMatch(entry -> Stream.of(
                                "dev/otastub/",
                                "com/github/tomakehurst/wiremock/",
                                "org/wiremock/",
                                "org/slf4j/",
                                "org/jspecify/annotations/")
                        .anyMatch(entry::startsWith));
    }

    @Test
    void classes_for_newer_releases_of_java_are_hidden_likewise() {
        assertThat(entries)
                .filteredOn(entry -> VERSION.matcher(entry).lookingAt())
                .isNotEmpty()
                .allMatch(entry -> VERSION.matcher(entry).replaceFirst("").startsWith("dev/otastub/shaded/"));
    }

    @Test
    void the_command_line_and_modules_are_left_out() {
        assertThat(entries).noneMatch(entry -> entry.startsWith("dev/otastub/cli/") || entry.contains("module-info"));
    }

    @Test
    void services_are_those_of_the_hidden_and_none_is_ours() {
        List<String> services = entries.stream()
                .filter(entry -> entry.startsWith("META-INF/services/"))
                .toList();

        assertThat(services)
                .isNotEmpty()
                .allMatch(entry -> entry.startsWith("META-INF/services/dev.otastub.shaded.")
                        || entry.equals("META-INF/services/com.github.tomakehurst.wiremock.extension.Extension"));
        assertThat(services).flatMap(entry -> text(entry).lines().toList()).allSatisfy(provider -> {
            assertThat(provider).matches("(dev\\.otastub\\.shaded|com\\.github\\.tomakehurst\\.wiremock)\\..*");
            assertThat(entries).contains(provider.replace('.', '/') + ".class");
        });
    }

    /** Those that lie in no package are found by others too: each must be WireMock's, or the same in every version. */
    @Test
    void resources_in_no_package_are_known() {
        assertThat(entries.stream()
                        .filter(entry -> !entry.startsWith("META-INF/")
                                && !entry.startsWith("dev/otastub/")
                                && !entry.endsWith(".class"))
                        .map(entry -> entry.replaceFirst("/.*", "/"))
                        .collect(toSet()))
                .containsExactlyInAnyOrder(
                        "assets/",
                        "doc-index.html",
                        "keystore",
                        "schemas/",
                        "swagger/",
                        "version.properties",
                        "draft-04/",
                        "draft-06/",
                        "draft-07/",
                        "draft/",
                        "ucd/",
                        "leap_second_dates.csv",
                        "THIRD-PARTY.txt",
                        "handlebars-v4.7.7.js",
                        "helpers.nashorn.js");
    }

    @Test
    void the_published_pom_brings_nothing_and_names_the_api_of_junit_alone() {
        String pom = text("META-INF/maven/dev.otastub/ota-stub-junit5/pom.xml");
        Matcher dependencies = DEPENDENCIES.matcher(pom);

        assertThat(dependencies
                        .results()
                        .map(found -> found.group().lines().map(String::strip).toList()))
                .singleElement()
                .satisfies(lines -> assertThat(lines)
                        .containsSubsequence("<artifactId>junit-jupiter-api</artifactId>", "<scope>provided</scope>")
                        .containsOnlyOnce("<dependency>"));
    }

    @Test
    void no_signature_of_ours_names_a_hidden_type() {
        Set<String> seen = classNames()
                .filter(name -> name.matches("dev\\.otastub\\.(junit5\\.)?\\w+"))
                .collect(toCollection(TreeSet::new));
        Deque<String> open = new ArrayDeque<>(seen);
        Set<String> signatures = new TreeSet<>();
        while (!open.isEmpty()) {
            Class<?> type = load(open.pop());
            if (isVisible(type.getModifiers())) {
                for (String signature : signatures(type)) {
                    signatures.add(signature);
                    OUR_TYPE.matcher(signature)
                            .results()
                            .map(found -> found.group())
                            .filter(name -> entries.contains(name.replace('.', '/') + ".class"))
                            .filter(seen::add)
                            .forEach(open::add);
                }
            }
        }

        assertThat(signatures)
                .anyMatch(signature -> signature.contains("WireMockServer dev.otastub.OtaStub.wireMock()"))
                .noneMatch(signature -> signature.contains("dev.otastub.shaded."));
    }

    private static List<String> signatures(Class<?> type) {
        return Stream.of(
                        Stream.of(type.toGenericString()),
                        Stream.concat(
                                        Stream.of(type.getGenericSuperclass()),
                                        Arrays.stream(type.getGenericInterfaces()))
                                .map(parent -> type + " is a " + parent),
                        Arrays.stream(type.getDeclaredClasses())
                                .filter(nested -> isVisible(nested.getModifiers()))
                                .map(Class::getName),
                        visible(type.getDeclaredFields()).map(Field::toGenericString),
                        visible(type.getDeclaredConstructors()).map(Constructor::toGenericString),
                        visible(type.getDeclaredMethods()).map(Method::toGenericString),
                        Stream.concat(
                                        Stream.of(type),
                                        Stream.of(
                                                        type.getDeclaredFields(),
                                                        type.getDeclaredConstructors(),
                                                        type.getDeclaredMethods())
                                                .flatMap(Arrays::stream))
                                .map(AnnotatedElement.class::cast)
                                .flatMap(element -> Arrays.stream(element.getAnnotations())
                                        .map(annotation -> element + " has " + annotation)))
                .flatMap(part -> part)
                .collect(Collectors.toList());
    }

    private static <T extends Member> Stream<T> visible(T[] members) {
        return Arrays.stream(members).filter(member -> isVisible(member.getModifiers()) && !member.isSynthetic());
    }

    private static boolean isVisible(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static Stream<String> classNames() {
        return entries.stream()
                .filter(entry -> entry.startsWith("dev/otastub/") && entry.endsWith(".class"))
                .map(entry ->
                        entry.substring(0, entry.length() - ".class".length()).replace('/', '.'));
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, JarTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(String entry) {
        try (InputStream in = jar.getInputStream(jar.getJarEntry(entry))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
