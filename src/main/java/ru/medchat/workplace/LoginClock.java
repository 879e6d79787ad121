package ru.medchat.workplace;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.springframework.stereotype.Component;

/**
 * The time by which people log in and are logged out. It goes on by itself even where the product's
 * clock, by which limits run, is moved by hand.
 */
@Component
class LoginClock implements InstantSource {

  @Override
  public Instant instant() {
    // As exact as the database, which would round it up to a moment that has not come yet.
    return Instant.now().truncatedTo(ChronoUnit.MICROS);
  }
}
