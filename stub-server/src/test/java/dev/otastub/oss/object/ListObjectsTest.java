package dev.otastub.oss.object;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otastub.core.HttpAnswer;
import dev.otastub.oss.StoredObject;
import dev.otastub.signature.Parameters;
import dev.otastub.testing.Golden;
import dev.otastub.testing.ObjectRequest;
import dev.otastub.testing.OssStub;
import dev.otastub.testing.PostForm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a list shows, to whom, and on which page. */
final class ListObjectsTest {

    @TempDir
    Path folder;

    private OssStub stub;

    @BeforeEach
    void begin() {
        stub = new OssStub(folder);
    }

    private void put(String... keys) {
        for (String key : keys) {
            assertThat(OssStub.cause(stub.send(ObjectRequest.put(key, PostForm.FILE))))
                    .isEqualTo("accepted");
        }
    }

    private String list(String... namesAndValues) {
        return list(ObjectRequest.list(), namesAndValues);
    }

    private String list(ObjectRequest request, String... namesAndValues) {
        for (int i = 0; i < namesAndValues.length; i += 2) {
            request.query(namesAndValues[i], namesAndValues[i + 1]);
        }
        HttpAnswer answer = stub.send(request);
        assertThat(answer.status()).as(OssStub.text(answer)).isEqualTo(200);
        return OssStub.text(answer);
    }

    private static List<String> all(String xml, String pattern) {
        return Pattern.compile(pattern)
                .matcher(xml)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static List<String> keys(String xml) {
        return all(xml, "<Key>(.*?)</Key>");
    }

    private static List<String> prefixes(String xml) {
        return all(xml, "<CommonPrefixes>\\s*<Prefix>(.*?)</Prefix>");
    }

    private static String element(String xml, String name) {
        Matcher found = Pattern.compile("<" + name + ">(.*?)</" + name + ">").matcher(xml);
        return found.find() ? found.group(1) : "-";
    }

    @Test
    void names_come_in_the_order_of_their_bytes() {
        put("b", "a/1", "a", "é", "Z", "\uFF5E", "😀", "a-");

        assertThat(keys(list("list-type", "2"))).containsExactly("Z", "a", "a-", "a/1", "b", "é", "\uFF5E", "😀");
    }

    @ParameterizedTest
    @CsvSource({
        "'',    '',  a/1 a/2 b c/d/1 c/d/2 c/e,  ''",
        "'',    /,   b,                           a/ c/",
        "a,     '',  a/1 a/2,                     ''",
        "a,     /,   '',                          a/",
        "a/,    /,   a/1 a/2,                     ''",
        "c/,    /,   c/e,                         c/d/",
        "'',    d/,  a/1 a/2 b c/e,               c/d/",
        "x,     /,   '',                          ''",
    })
    void a_prefix_and_a_delimiter_show_a_folder(String prefix, String delimiter, String keys, String prefixes) {
        put("a/1", "a/2", "b", "c/d/1", "c/d/2", "c/e");

        String xml = list("list-type", "2", "prefix", prefix, "delimiter", delimiter);

        assertThat(String.join(" ", keys(xml))).isEqualTo(keys);
        assertThat(String.join(" ", prefixes(xml))).isEqualTo(prefixes);
        assertThat(element(xml, "IsTruncated")).isEqualTo("false");
        assertThat(element(xml, "KeyCount"))
                .isEqualTo(Integer.toString(keys(xml).size() + prefixes(xml).size()));
    }

    @ParameterizedTest
    @CsvSource({"2, 1", "2, 2", "2, 3", "2, 5", "1, 1", "1, 2", "1, 4"})
    void pages_together_are_the_whole(int version, int maxKeys) {
        put("a/1", "a/2", "a/3", "b", "c/1", "d", "d/1", "e");
        List<String> names = new ArrayList<>();
        String from = "";
        for (int page = 0; page < 20; page++) {
            String xml = list(
                    "list-type",
                    Integer.toString(version),
                    "delimiter",
                    "/",
                    "max-keys",
                    Integer.toString(maxKeys),
                    version == 2 ? "continuation-token" : "marker",
                    from);
            names.addAll(all(xml, "<(?:Key|CommonPrefixes>\\s*<Prefix)>(.*?)<"));
            assertThat(keys(xml).size() + prefixes(xml).size()).isLessThanOrEqualTo(maxKeys);
            if (element(xml, "IsTruncated").equals("false")) {
                break;
            }
            from = element(xml, version == 2 ? "NextContinuationToken" : "NextMarker");
        }

        assertThat(names).containsExactlyInAnyOrder("a/", "b", "c/", "d", "d/", "e");
    }

    /** The character that sorts behind all others is one of a name as well. */
    @Test
    void a_folder_with_the_last_character_in_it_is_shown_once() {
        String last = new String(Character.toChars(Character.MAX_CODE_POINT));
        put("a/1", "a/" + last + last, "b");

        String first = list("list-type", "2", "delimiter", "/", "max-keys", "1");
        String second =
                list("list-type", "2", "delimiter", "/", "continuation-token", element(first, "NextContinuationToken"));

        assertThat(prefixes(list("list-type", "2", "delimiter", "/"))).containsExactly("a/");
        assertThat(prefixes(first)).containsExactly("a/");
        assertThat(prefixes(second)).isEmpty();
        assertThat(keys(second)).containsExactly("b");
    }

    @Test
    void a_full_page_with_nothing_behind_it_is_the_last() {
        put("a", "b");

        String xml = list("list-type", "2", "max-keys", "2");

        assertThat(element(xml, "IsTruncated")).isEqualTo("false");
        assertThat(element(xml, "NextContinuationToken")).isEqualTo("-");
    }

    @Test
    void a_list_begins_behind_a_name() {
        put("a", "b", "c");

        assertThat(keys(list("list-type", "2", "start-after", "a"))).containsExactly("b", "c");
        assertThat(keys(list("marker", "b"))).containsExactly("c");
        assertThat(keys(list("list-type", "2", "start-after", "aa", "prefix", "a")))
                .isEmpty();
        assertThat(keys(list("list-type", "2", "start-after", "a", "prefix", "b")))
                .containsExactly("b");
    }

    @Test
    void the_token_goes_before_the_name() {
        put("a", "b", "c");

        assertThat(keys(list("list-type", "2", "start-after", "a", "continuation-token", ContinuationToken.of("b"))))
                .containsExactly("c");
    }

    @ParameterizedTest
    @CsvSource({"'bc', CgJiYw--", "'test1.txt', Cgl0ZXN0MS50eHQ-"})
    void a_token_is_that_of_the_pages_samples(String name, String token) {
        assertThat(ContinuationToken.of(name)).isEqualTo(token);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "ü", "😀", "a/?>~b"})
    void a_token_carries_any_name(String name) {
        for (String text : List.of(name, name.repeat(100))) {
            assertThat(ContinuationToken.of(text)).matches("[A-Za-z0-9._-]+");
            assertThat(ContinuationToken.name(ContinuationToken.of(text))).contains(text);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "CgJiYw", "CgJiYw==", "CwJiYw--", "CgNiYw--", "gICA", "Cg==", "CgL__w--", "中"})
    void what_is_no_token_names_nothing(String token) {
        assertThat(ContinuationToken.name(token)).isEmpty();
    }

    @Test
    void no_account_sees_anothers_objects() {
        put("a");
        stub.send(ObjectRequest.put("b", PostForm.FILE).signedBy(OssStub.OTHER_ISSUING_KEY));

        assertThat(keys(list("list-type", "2"))).containsExactly("a");
        assertThat(keys(list(ObjectRequest.list().signedBy(OssStub.OTHER_ISSUING_KEY))))
                .containsExactly("b");
    }

    @Test
    void in_the_platforms_bucket_an_account_sees_its_folder() {
        String own = "ota/" + folder(OssStub.ISSUING_KEY.id()) + "/";
        String other = "ota/" + folder(OssStub.OTHER_ISSUING_KEY.id()) + "/";
        stub.send(PostForm.v1().with("key", own + "a.bin").without("key").with("key", own + "a.bin"));
        ObjectRequest put = ObjectRequest.signed()
                .signedBy(OssStub.OTHER_ISSUING_KEY)
                .method("PUT")
                .body(PostForm.FILE)
                .path("/" + other + "b.bin")
                .object("iotx-ota", other + "b.bin");
        assertThat(OssStub.cause(stub.send(put))).isEqualTo("accepted");

        assertThat(keys(platform("prefix", ""))).containsExactly(own + "a.bin");
        assertThat(keys(platform("prefix", "ota/"))).containsExactly(own + "a.bin");
        assertThat(keys(platform("prefix", own + "a"))).containsExactly(own + "a.bin");
        assertThat(keys(platform("prefix", other))).isEmpty();
        assertThat(prefixes(platform("prefix", "ota/", "delimiter", "/"))).containsExactly(own);
    }

    private String platform(String... namesAndValues) {
        return list(
                ObjectRequest.signed().path("/iotx-ota/").object("iotx-ota", "").query("list-type", "2"),
                namesAndValues);
    }

    private String folder(String keyId) {
        return stub.accounts.ossCaller(keyId).orElseThrow().account().folder();
    }

    /** Of 100,000 objects, a page looks at its own, and at one for each common prefix. */
    @ParameterizedTest
    @CsvSource({
        "'',  '',     10",
        "'',  500/50, 10",
        "/,   '',     3",
        "/,   500/,   3",
    })
    void a_page_costs_the_same_wherever_it_is(String delimiter, String marker, int maxKeys) {
        NavigableMap<String, StoredObject> objects = new TreeMap<>();
        put("a");
        StoredObject any = stub.object(OssStub.BUCKET, "a");
        for (int i = 0; i < 100_000; i++) {
            String key = String.format("%03d/%02d", i / 100, i % 100);
            objects.put(key, named(any, key));
        }
        AtomicInteger looked = new AtomicInteger();
        ListQuery query = new ListQuery(
                false,
                Parameters.NONE
                        .and("delimiter", delimiter)
                        .and("marker", marker)
                        .and("max-keys", Integer.toString(maxKeys)));

        ListPage page = ListPage.of(
                query,
                after -> objects.tailMap(after, false).values().stream().peek(object -> looked.incrementAndGet()));

        assertThat(page.keyCount()).isEqualTo(maxKeys);
        assertThat(page.next()).isPresent();
        assertThat(looked).hasValue(maxKeys + 1);
    }

    private static StoredObject named(StoredObject like, String key) {
        return new StoredObject(
                like.bucket(),
                key,
                like.digests(),
                like.uploadedAt(),
                like.contentType(),
                like.metadata(),
                like.publicRead(),
                like.ownerUid(),
                like.host(),
                like.file());
    }

    @Test
    void answers_are_this_xml() {
        put("a/1 & 2.bin", "b/1", "c");

        Golden.assertEqual(
                "oss/list-objects/v2.xml",
                list("list-type", "2", "delimiter", "/", "max-keys", "2", "fetch-owner", "true", "start-after", "a"));
        Golden.assertEqual(
                "oss/list-objects/v2-url.xml", list("list-type", "2", "encoding-type", "url", "max-keys", "1"));
        Golden.assertEqual("oss/list-objects/v1.xml", list("delimiter", "/", "max-keys", "2"));
        Golden.assertEqual("oss/list-objects/empty.xml", list("list-type", "2", "prefix", "x"));
    }

    @Test
    void a_refused_head_of_a_bucket_has_no_body() {
        HttpAnswer answer = stub.send(ObjectRequest.list().method("HEAD"));

        assertThat(OssStub.cause(answer)).isEqualTo("METHOD_NOT_EMULATED");
        assertThat(answer.body().length()).isZero();
    }

    @Test
    void the_list_of_buckets_is_not_emulated() {
        assertThat(OssStub.cause(stub.send(ObjectRequest.signed().path("/").object("", ""))))
                .isEqualTo("METHOD_NOT_EMULATED");
        assertThat(OssStub.cause(stub.send(ObjectRequest.signed()
                        .host("oss-cn-shanghai.aliyuncs.com")
                        .path("/")
                        .object("", ""))))
                .isEqualTo("METHOD_NOT_EMULATED");
    }
}
