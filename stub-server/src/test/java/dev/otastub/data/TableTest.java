package dev.otastub.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TableTest {

    private final Database database = Database.inMemory();
    private final Table<String> table = database.table("test", Codec.TEXT);

    @Test
    void a_value_is_found_under_its_name_until_it_is_removed() {
        assertThat(table.put("a", "1")).isEmpty();
        assertThat(table.put("a", "2")).contains("1");
        assertThat(table.find("a")).contains("2");
        assertThat(table.find("A")).isEmpty();
        assertThat(table.size()).isOne();

        assertThat(table.remove("a")).contains("2");
        assertThat(table.remove("a")).isEmpty();
        assertThat(table.find("a")).isEmpty();
    }

    @Test
    void the_first_of_two_stays_where_neither_may_replace() {
        assertThat(table.putIfAbsent("a", "1")).isTrue();
        assertThat(table.putIfAbsent("a", "2")).isFalse();
        assertThat(table.find("a")).contains("1");
    }

    @Test
    void a_value_that_has_changed_since_is_not_removed() {
        table.put("a", "2");

        assertThat(table.remove("a", "1")).isFalse();
        assertThat(table.find("a")).contains("2");
        assertThat(table.remove("a", "2")).isTrue();
    }

    @Test
    void names_come_in_the_order_of_their_bytes() {
        List<String> names = List.of("", "a", "a/b", "a0", "b", "é", "字", "\uE000", "\uFFFD", "😀", "😀a", "🚀");
        names.forEach(name -> table.put(name, name));

        List<String> byBytes = names.stream()
                .sorted((a, b) ->
                        Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8)))
                .toList();
        assertThat(table.all().map(Table.Entry::name)).containsExactlyElementsOf(byBytes);
        assertThat(table.from("\uE000").map(Table.Entry::value)).containsExactly("\uE000", "\uFFFD", "😀", "😀a", "🚀");
        assertThat(table.from("a/")).first().extracting(Table.Entry::name).isEqualTo("a/b");
    }

    @Test
    void what_is_removed_while_it_is_read_is_in_nobodys_way() {
        table.put("a", "1");
        table.put("b", "1");

        assertThat(table.all().peek(entry -> table.remove("b")).map(Table.Entry::name))
                .containsExactly("a", "b");
        assertThat(table.size()).isOne();
    }

    /** They are read in batches, whose borders must not show. */
    @ParameterizedTest
    @ValueSource(ints = {1, 63, 64, 65, 128, 129, 1000})
    void each_of_many_is_read_once(int count) {
        List<String> names = IntStream.range(0, count)
                .mapToObj(i -> String.format(Locale.ROOT, "%04d", i))
                .toList();
        names.forEach(name -> table.put(name, name));

        assertThat(table.all().map(Table.Entry::value)).containsExactlyElementsOf(names);
        assertThat(table.all().peek(entry -> table.remove(entry.name())).map(Table.Entry::name))
                .containsExactlyElementsOf(names);
        assertThat(table.all()).isEmpty();
    }

    /** What a record of ours may hold. */
    private record Sample(String name, Optional<String> maybe, Instant when, long size, List<String> list) {}

    @Test
    void a_record_comes_back_as_it_was() {
        Table<Sample> samples = database.table("samples", Codec.json(Sample.class));
        Sample sample = new Sample(
                "固件", Optional.empty(), Instant.parse("2026-11-22T11:50:16.789Z"), 1L << 40, List.of("a", "b"));

        samples.put("one", sample);

        assertThat(samples.find("one")).contains(sample);
        assertThat(samples.remove("one", sample)).isTrue();
    }

    @Test
    void a_record_that_is_none_is_a_failure_with_a_sentence() {
        table.put("one", "{");

        assertThatThrownBy(
                        () -> database.table("test", Codec.json(Sample.class)).find("one"))
                .isInstanceOf(Database.Failure.class)
                .hasMessageStartingWith("A record of the stub's state is damaged: ");
    }

    @Test
    void a_table_of_a_closed_database_is_a_failure_with_a_sentence() {
        database.close();

        assertThatThrownBy(() -> table.put("a", "1"))
                .isInstanceOf(Database.Failure.class)
                .hasMessageStartingWith("The stub could not read or write its state: ");
    }
}
