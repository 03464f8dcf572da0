package dev.otastub.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableTest {

    @Test
    void a_table_is_markdown_whatever_is_in_its_cells() {
        assertThat(new Table("what", "value").row("a|b", "two\nlines").text())
                .isEqualTo("| what | value |\n|---|---|\n| a\\|b | two lines |\n");
    }

    @Test
    void a_row_of_another_length_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Table("one").row("one", "two"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1048576000 | 1,048,576,000",
                "123.4 | 123",
                "12.34 | 12.3",
                "1.154 | 1.15",
                "2 | 2",
                "0 | 0",
                "0.0456 | 0.046"
            })
    void a_number_has_as_many_digits_as_say_something(double value, String text) {
        assertThat(Table.number(value)).isEqualTo(text);
    }
}
