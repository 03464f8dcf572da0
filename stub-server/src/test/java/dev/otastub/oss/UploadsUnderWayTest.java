package dev.otastub.oss;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UploadsUnderWayTest {

    private final UploadsUnderWay uploads = new UploadsUnderWay();

    @Test
    void only_what_began_before_the_deletion_is_dropped() {
        long before = uploads.begin();
        uploads.drop("alice");
        long after = uploads.begin();

        assertThat(uploads.isDropped("alice", before)).isTrue();
        assertThat(uploads.isDropped("bob", before)).isFalse();
        assertThat(uploads.isDropped("alice", after)).isFalse();
    }

    @Test
    void deletions_are_known_as_long_as_an_upload_is_under_way_that_began_before() {
        long first = uploads.begin();
        uploads.drop("alice");
        long second = uploads.begin();
        uploads.drop("bob");
        long third = uploads.begin();
        assertThat(uploads.deletionsKnown()).isEqualTo(2);

        uploads.end(first);
        assertThat(uploads.deletionsKnown()).isOne();
        assertThat(uploads.isDropped("bob", second)).isTrue();

        uploads.end(second);
        assertThat(uploads.deletionsKnown()).isZero();
        uploads.end(third);
    }

    @Test
    void accounts_that_come_and_go_while_there_is_always_an_upload_are_not_remembered() {
        long upload = uploads.begin();
        for (int i = 0; i < 100; i++) {
            uploads.drop("account " + i);
            long next = uploads.begin();
            uploads.end(upload);
            upload = next;
        }

        assertThat(uploads.deletionsKnown()).isZero();
    }
}
