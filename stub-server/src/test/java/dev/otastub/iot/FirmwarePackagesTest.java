package dev.otastub.iot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otastub.data.Database;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class FirmwarePackagesTest {

    private static final String BUCKET = "iotx-ota";

    private final FirmwarePackages packages = new FirmwarePackages(Database.inMemory());

    private static Firmware firmware(String uid, String id, String... keys) {
        return new Firmware(
                id,
                uid,
                "name of " + id,
                "1",
                Optional.empty(),
                "default",
                Firmware.Type.FULL,
                Optional.empty(),
                Arrays.stream(keys)
                        .map(key -> new PackageFile(Optional.of(key), BUCKET, key, 1, "md5", "md5"))
                        .toList(),
                Firmware.SignMethod.MD5,
                Optional.empty(),
                true,
                Optional.empty(),
                Instant.EPOCH);
    }

    private Firmware add(String uid, String id, String... keys) {
        Firmware firmware = firmware(uid, id, keys);
        assertThat(packages.addIfFree(firmware, there -> Optional.empty()).refusal())
                .isEmpty();
        return firmware;
    }

    @Test
    void an_account_has_its_own_packages_only_oldest_first() {
        Firmware first = add("a", "1", "k");
        Firmware second = add("a", "2", "k");
        add("b", "3", "k");

        assertThat(packages.list("a")).containsExactly(first, second);
        assertThat(packages.list("c")).isEmpty();
    }

    @Test
    void a_package_is_found_and_removed_by_its_own_account_only() {
        Firmware first = add("a", "1", "k");

        assertThat(packages.find("b", "1")).isEmpty();
        assertThat(packages.remove("b", "1")).isEmpty();
        assertThat(packages.find("a", "1")).contains(first);
        assertThat(packages.remove("a", "1")).contains(first);
        assertThat(packages.find("a", "1")).isEmpty();
        assertThat(packages.remove("a", "1")).isEmpty();
    }

    @Test
    void all_packages_of_an_account_are_removed_with_their_claims_and_those_of_others_stay() {
        add("a", "1", "k", "shared");
        add("a", "2", "k");
        Firmware others = add("b", "3", "shared");

        packages.removeAll("a");

        assertThat(packages.list("a")).isEmpty();
        assertThat(packages.isClaimed(BUCKET, "k")).isFalse();
        assertThat(packages.isClaimed(BUCKET, "shared")).isTrue();
        assertThat(packages.list("b")).containsExactly(others);
        assertThat(packages.size()).isOne();

        add("a", "1", "k");
        packages.removeAll();

        assertThat(packages.size()).isZero();
        assertThat(packages.list("b")).isEmpty();
        assertThat(packages.isClaimed(BUCKET, "shared")).isFalse();
    }

    @Test
    void a_refused_package_is_not_there_and_claims_nothing() {
        packages.addIfFree(
                firmware("a", "1", "k"), there -> Optional.of(IotError.SYSTEM_BUSY.because("It is only a test.")));

        assertThat(packages.list("a")).isEmpty();
        assertThat(packages.isClaimed(BUCKET, "k")).isFalse();
    }

    @Test
    void a_file_is_claimed_until_the_last_package_of_it_is_removed() {
        add("a", "1", "k", "other");
        add("a", "2", "k");

        packages.remove("a", "1");
        assertThat(packages.isClaimed(BUCKET, "k")).isTrue();
        assertThat(packages.isClaimed(BUCKET, "other")).isFalse();
        packages.remove("a", "2");
        assertThat(packages.isClaimed(BUCKET, "k")).isFalse();
    }

    @Test
    void a_file_that_a_package_names_twice_is_free_once_it_is_removed() {
        add("a", "1", "k", "k");

        packages.remove("a", "1");

        assertThat(packages.isClaimed(BUCKET, "k")).isFalse();
    }

    @Test
    void a_file_is_claimed_by_bucket_and_key() {
        add("a", "1", "k");

        assertThat(packages.isClaimed("other", "k")).isFalse();
        assertThat(packages.isClaimed(BUCKET, "K")).isFalse();
    }

    @Test
    void only_an_unclaimed_file_is_deleted() {
        add("a", "1", "k");
        List<String> deleted = new ArrayList<>();

        packages.ifUnclaimed(BUCKET, "k", () -> deleted.add("k"));
        packages.ifUnclaimed(BUCKET, "free", () -> deleted.add("free"));

        assertThat(deleted).containsExactly("free");
    }

    /** The file is there when it is checked, and deleted only if no package was made of it: never both. */
    @Test
    void a_file_is_not_deleted_between_being_checked_and_being_claimed() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 500; round++) {
                String key = "k" + round;
                Firmware firmware = firmware("a", key, key);
                AtomicBoolean there = new AtomicBoolean(true);
                CyclicBarrier barrier = new CyclicBarrier(2);
                Future<?> sweeper = threads.submit(() -> {
                    barrier.await();
                    packages.ifUnclaimed(BUCKET, key, () -> there.set(false));
                    return null;
                });
                Future<?> creator = threads.submit(() -> {
                    barrier.await();
                    return packages.addIfFree(
                            firmware,
                            others -> there.get()
                                    ? Optional.empty()
                                    : Optional.of(IotError.NOTHING_UPLOADED.because("It is gone.")));
                });
                sweeper.get();
                creator.get();

                assertThat(packages.isClaimed(BUCKET, key)).isEqualTo(there.get());
            }
        } finally {
            threads.shutdown();
        }
    }

    /** Who looks an object up may hold a lock of the store, which deleting the object takes. */
    @Test
    void whether_a_file_is_claimed_is_answered_while_somebody_creates_or_deletes() throws Exception {
        ExecutorService reader = Executors.newSingleThreadExecutor();
        try {
            List<Boolean> answers = new ArrayList<>();
            packages.ifUnclaimed(BUCKET, "k", () -> {
                try {
                    answers.add(
                            reader.submit(() -> packages.isClaimed(BUCKET, "k")).get(10, TimeUnit.SECONDS));
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            });
            assertThat(answers).containsExactly(false);
        } finally {
            reader.shutdown();
        }
    }

    @Test
    void nobody_adds_a_package_or_deletes_a_file_while_somebody_looks_at_the_packages() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger together = new AtomicInteger();
        Runnable look = () -> {
            together.accumulateAndGet(inside.incrementAndGet(), Math::max);
            for (int turn = 0; turn < 20_000; turn++) {
                Thread.onSpinWait();
            }
            inside.decrementAndGet();
        };
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                Firmware firmware = firmware("a", "id" + i, "k");
                all.add(threads.submit(() -> packages.addIfFree(firmware, there -> {
                    look.run();
                    return Optional.of(IotError.SYSTEM_BUSY.because("It is only a test."));
                })));
                all.add(threads.submit(() -> packages.ifUnclaimed(BUCKET, "k", look)));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            threads.shutdown();
        }

        assertThat(together).hasValue(1);
    }
}
