package ru.medchat.workplace;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Makes guessing passwords slow, for all nodes together, and locks nobody out: wrong passwords for
 * somebody close only the way from the address they came from, for a growing while, and never that
 * from a browser in which this person has logged in before.
 */
@Component
class LoginThrottle {

  /** Wrong passwords for one user from one place that cost no time: people mistype. */
  static final int FREE = 3;

  /** The same for all users of an address: a hospital has one for everybody. */
  static final int FREE_OF_ADDRESS = 30;

  static final Duration LONGEST = Duration.ofMinutes(5);
  static final Duration LONGEST_OF_ADDRESS = Duration.ofSeconds(10);

  private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);
  private static final Duration DEVICE_FORGOTTEN_AFTER = Duration.ofDays(180);

  private final JdbcClient jdbc;
  private final LoginClock clock;

  LoginThrottle(JdbcClient jdbc, LoginClock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * Lets a try begin, and counts it as a wrong one until {@link #succeeded} says otherwise, so that
   * many tries at the same moment count as many.
   *
   * @throws TooManyLoginsException when it has to wait
   */
  void begin(String user, LoginPlace place) {
    Instant now = clock.instant();
    boolean known = knows(user, place.device());
    if (!known) {
      refuseUntil(closedUntil(ofAddress(place)), now);
    }
    String tried = known ? ofDevice(user, place.device()) : ofPair(user, place);
    if (!count(tried, now, FREE, LONGEST)) {
      refuseUntil(closedUntil(tried), now);
    }
  }

  void failed(LoginPlace place) {
    count(ofAddress(place), clock.instant(), FREE_OF_ADDRESS, LONGEST_OF_ADDRESS);
  }

  void succeeded(String user, LoginPlace place) {
    String tried =
        knows(user, place.device()) ? ofDevice(user, place.device()) : ofPair(user, place);
    jdbc.sql("delete from login_failure where place = ?").param(tried).update();
  }

  /** Knows a browser from now on as one of somebody who has logged in, and forgets old ones. */
  void remember(String user, String device) {
    Instant now = clock.instant();
    jdbc.sql(
            """
            insert into login_device (device, used_at) values (?, ?)
            on conflict (device) do update set used_at = excluded.used_at
            """)
        .params(ofDevice(user, device), Timestamp.from(now))
        .update();
    jdbc.sql("delete from login_device where used_at < ?")
        .param(Timestamp.from(now.minus(DEVICE_FORGOTTEN_AFTER)))
        .update();
    jdbc.sql("delete from login_failure where failed_at < ?")
        .param(Timestamp.from(now.minus(FORGOTTEN_AFTER)))
        .update();
  }

  /** Counts one more, unless the place is closed at this moment. */
  private boolean count(String place, Instant now, int free, Duration longest) {
    return jdbc.sql(
                """
                insert into login_failure as known (place, failures, failed_at, closed_until)
                values (:place, 1, :now, :now)
                on conflict (place) do update
                   set failures = case when known.failed_at < :forgotten then 1
                                       else known.failures + 1 end,
                       failed_at = excluded.failed_at,
                       closed_until = excluded.failed_at + case
                         when known.failed_at < :forgotten or known.failures < :free
                         then interval '0'
                         else make_interval(
                                secs => least(:longest, power(2, least(known.failures - :free, 20))))
                         end
                 where known.closed_until <= :now
                """)
            .param("place", place)
            .param("now", Timestamp.from(now))
            .param("forgotten", Timestamp.from(now.minus(FORGOTTEN_AFTER)))
            .param("free", free)
            .param("longest", longest.toSeconds())
            .update()
        > 0;
  }

  private Optional<Instant> closedUntil(String place) {
    return jdbc.sql("select closed_until from login_failure where place = ?")
        .param(place)
        .query(Timestamp.class)
        .optional()
        .map(Timestamp::toInstant);
  }

  private static void refuseUntil(Optional<Instant> open, Instant now) {
    open.filter(now::isBefore)
        .ifPresent(
            until -> {
              throw new TooManyLoginsException(Duration.between(now, until));
            });
  }

  private boolean knows(String user, @Nullable String device) {
    return device != null
        && jdbc.sql("select exists (select 1 from login_device where device = ?)")
            .param(ofDevice(user, device))
            .query(Boolean.class)
            .single();
  }

  private static String ofPair(String user, LoginPlace place) {
    return hash("user", user, place.address());
  }

  private static String ofAddress(LoginPlace place) {
    return hash("address", place.address());
  }

  private static String ofDevice(String user, @Nullable String device) {
    return hash("device", user, String.valueOf(device));
  }

  /** Neither who mistyped nor from where is kept longer than it takes to count. */
  private static String hash(String... parts) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(String.join("\n", parts).getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
